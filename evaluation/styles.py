#!/usr/bin/env python3
"""Lays each class and package of TeX Live beside one paper, and says where the paper reads otherwise than without it.

    python3 evaluation/styles.py                    those of texlive-publishers and texlive-latex-extra
    python3 evaluation/styles.py --binary PATH      this linter, not target/release/paperlint
    python3 evaluation/styles.py FILE...            these classes and packages

A style file says how a paper looks, so the prose, its citations and its sections must be the same with and without the file. Needs the packages of
Debian, whose files `dpkg -L` lists. Exit code 1: a file changes what is read. Exit code 2: the trees of TeX are not here.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["texlive-publishers", "texlive-latex-extra", "texlive-latex-recommended", "texlive-latex-base"]
PAPER = r"""
\usepackage{%s}
\title[Tea]{Tea at Noon\thanks{Funded by cups.}}
\author{Ann Bee\and Cat Dee}
\date{May 2020}
\newcommand{\ours}{TeaNet\xspace}
\newtheorem{claim}{Claim}
\begin{document}
\maketitle
\begin{abstract}
We asked 31 people \cite{bee}. Half of them drank \emph{tea}.
\end{abstract}
\keywords{tea, cups}
\section{Introduction}\label{sec:intro}
Tea is hot \citep[see][p.~3]{bee}, as \citet{cat} says. In Section~\ref{sec:intro}, we ask whether it is.\footnote{It may be cold.}
It costs \$5 --- or 3\,\% more\ldots\ than ``coffee''. Let $x = 3$ and
\begin{equation}
  x = y.
\end{equation}
\subsection{Cups and \texttt{pots}}
\paragraph{Setup.} We used \textbf{two} cups, na\"ive ones:
\begin{itemize}
\item The first one is \textit{blue}.
\item[Red] is the second one.
\end{itemize}
\begin{enumerate}\item It stands.\end{enumerate}
\begin{figure}[t]\centering\includegraphics[width=3cm]{cup}\caption{A cup \cite{bee}.}\label{fig:cup}\end{figure}
\begin{table}\caption{The cups.}\begin{tabular}{lr}\hline Blue & 1 \\ Red & 2 \\ \hline\end{tabular}\end{table}
\begin{quote}It is a cup.\end{quote}
\begin{description}\item[Pots] are \textsc{large}, see \eqref{eq:x} and \autoref{fig:cup}. \end{description}
\begin{quotation}So \ours is it: {\bf bold}, \textsuperscript{2}, \mbox{one}, \parbox{3cm}{two}, \raisebox{2pt}{three}.\end{quotation}
\begin{center}\begin{minipage}{3cm}In a box.\end{minipage}\end{center}
\vspace{3pt}\begin{claim}\label{c}It holds.\end{claim}
\begin{theorem}[Bee]A cup is a cup.\end{theorem}
\begin{proof}By looking.\end{proof}
See \url{https://a.b/c} and \href{https://a.b}{this page}, {\em too}. \noindent It is \verb|x_1| and {\small small}.
\section*{Acknowledgements}
We thank all cups.
\appendix
\section{More cups}
The end.
\bibliographystyle{plain}
\bibliography{cups}
\end{document}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--binary", default=ROOT / "target/release/paperlint", type=Path)
    arguments = parser.parse_args()
    files = arguments.files or style_files()
    if not files:
        print(f"skipped: there are no style files here; install {' '.join(PACKAGES)}")
        return 2
    binary = arguments.binary.resolve()
    alone = {kind: read(binary, *kind_of(kind)) for kind in (".cls", ".sty")}
    with ThreadPoolExecutor() as pool:
        readings = pool.map(lambda file: read(binary, *kind_of(file.suffix, file), file), files)
        different = [(file, reading) for file, reading in zip(files, readings) if reading != alone[file.suffix]]
    for file, reading in different:
        before, after = alone[file.suffix].splitlines(), reading.splitlines()
        print(f"{file.name}: -{sorted(set(before) - set(after))[:3]} +{sorted(set(after) - set(before))[:3]}")
    print(f"{len(files)} style files, {len(different)} of which change what is read")
    return 1 if different else 0


def style_files():
    """The classes and packages of the Debian packages that are installed, each name once."""
    listed = subprocess.run(["dpkg", "-L", *PACKAGES], capture_output=True, text=True).stdout.split("\n")
    paths = [Path(line) for line in listed if line.endswith((".cls", ".sty")) and "/tex/" in line]
    return sorted({path.name: path for path in paths if path.is_file()}.values())


def kind_of(kind, file=None):
    """The class and the package that a paper names to read a file of that kind."""
    name = file.stem if file else "none"
    return (name, "none") if kind == ".cls" else ("article", name)


def read(binary, class_name, package, file=None):
    """What is read of the paper: its blocks with their roles and sections, and what was found in it that lies elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.tex"
        main.write_text(r"\documentclass{" + class_name + "}" + PAPER.replace("%s", package, 1))
        if file:
            shutil.copy(file, folder)
        command = [binary, "prose", "--placeholders", "--output-format", "json", main.name]
        paper = json.loads(subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout)["papers"][0]
        blocks = [f"{block['role']} {block['section']}: {block['text']}" for block in paper["blocks"]]
        return "\n".join([*blocks, *paper["bibliographies"]])


if __name__ == "__main__":
    sys.exit(main())
