use memchr::memmem;

/// A LaTeX environment that Markdown must not look into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Display math.
    Math,
    /// A table, a figure, a listing.
    Hidden,
    /// The abstract.
    Abstract,
}

/// What an environment is; `None` where its text is read as any other.
pub fn kind(name: &str) -> Option<Environment> {
    let kind = match name.trim_end_matches('*') {
        "equation" | "align" | "gather" | "multline" | "eqnarray" | "flalign" | "alignat" | "displaymath"
        | "math" | "split" | "aligned" | "gathered" | "dmath" | "subequations" | "cases" | "matrix"
        | "pmatrix" | "bmatrix" => Environment::Math,
        "table" | "tabular" | "tabularx" | "longtable" | "figure" | "subfigure" | "wrapfigure"
        | "sidewaystable" | "sidewaysfigure" | "tikzpicture" | "lstlisting" | "verbatim" | "algorithm"
        | "algorithmic" | "minted" | "threeparttable" | "thebibliography" | "filecontents" => {
            Environment::Hidden
        }
        "abstract" => Environment::Abstract,
        _ => return None,
    };
    Some(kind)
}

/// The name of the environment that `rest` opens or closes with `command`, one of `\begin{` and `\end{`.
pub fn name<'a>(rest: &'a str, command: &str) -> Option<&'a str> {
    let rest = rest.strip_prefix(command)?;
    let len = rest.bytes().take(40).position(|byte| byte == b'}')?;
    rest.get(..len)
}

/// The end of the environment whose text starts `inner`, after its `\end{name}`.
pub fn end(inner: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    for found in memmem::find_iter(inner.as_bytes(), b"\\end{") {
        if found < from {
            continue;
        }
        from = found + "\\end{".len();
        if inner
            .get(from..)
            .is_some_and(|rest| rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('}')))
        {
            return Some(from + name.len() + 1);
        }
    }
    None
}
