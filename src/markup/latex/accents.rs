//! Letters that TeX builds from an accent and a base.

/// The letter that accent command `accent` makes of `base`: one character where Unicode has it, else the base and a
/// combining mark. `None` where the command is no accent.
pub(super) fn compose(accent: char, base: char, out: &mut String) {
    let base = match base {
        'ı' if accent != 'd' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    let row = ACCENTS.iter().find(|row| row.0 == accent);
    let Some((_, mark, bases, composed)) = row else {
        out.push(base);
        return;
    };
    let found = bases.chars().zip(composed.chars()).find(|(from, _)| *from == base);
    match found {
        Some((_, letter)) => out.push(letter),
        None if base == ' ' => out.push(*mark),
        None => out.extend([base, *mark]),
    }
}

/// The accent, its combining mark, the bases, and the letters made of them in the same order.
const ACCENTS: &[(char, char, &str, &str)] = &[
    ('`', '\u{300}', "aeiounAEIOUNwWyY", "àèìòùǹÀÈÌÒÙǸẁẀỳỲ"),
    ('\'', '\u{301}', "aeiouycnszlrgkmpwAEIOUYCNSZLRGKMPW", "áéíóúýćńśźĺŕǵḱḿṕẃÁÉÍÓÚÝĆŃŚŹĹŔǴḰḾṔẂ"),
    ('^', '\u{302}', "aeioucghjswyzAEIOUCGHJSWYZ", "âêîôûĉĝĥĵŝŵŷẑÂÊÎÔÛĈĜĤĴŜŴŶẐ"),
    ('~', '\u{303}', "anoiueyvANOIUEYV", "ãñõĩũẽỹṽÃÑÕĨŨẼỸṼ"),
    ('"', '\u{308}', "aeiouywxhtAEIOUYWXH", "äëïöüÿẅẍḧẗÄËÏÖÜŸẄẌḦ"),
    ('=', '\u{304}', "aeiouygAEIOUYG", "āēīōūȳḡĀĒĪŌŪȲḠ"),
    ('.', '\u{307}', "zceganZCEGANI", "żċėġȧṅŻĊĖĠȦṄİ"),
    ('v', '\u{30C}', "cdenrstzglkaiouCDENRSTZGLKAIOU", "čďěňřšťžǧľǩǎǐǒǔČĎĚŇŘŠŤŽǦĽǨǍǏǑǓ"),
    ('u', '\u{306}', "agieouAGIEOU", "ăğĭĕŏŭĂĞĬĔŎŬ"),
    ('H', '\u{30B}', "ouOU", "őűŐŰ"),
    ('r', '\u{30A}', "auwyAU", "åůẘẙÅŮ"),
    ('c', '\u{327}', "cstegklnrdhCSTEGKLNRDH", "çşţȩģķļņŗḑḩÇŞŢȨĢĶĻŅŖḐḨ"),
    ('k', '\u{328}', "aeiouAEIOU", "ąęįǫųĄĘĮǪŲ"),
    ('d', '\u{323}', "aeioutdshlnrzAEIOUTDSHLNRZ", "ạẹịọụṭḍṣḥḷṇṛẓẠẸỊỌỤṬḌṢḤḶṆṚẒ"),
    ('b', '\u{331}', "bdklntrzBDKLNTRZ", "ḇḏḵḻṉṯṟẕḆḎḴḺṈṮṞẔ"),
    ('t', '\u{361}', "", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_or_adds_a_combining_mark() {
        let mut out = String::new();
        compose('"', 'o', &mut out);
        compose('\'', 'ı', &mut out);
        compose('v', 'x', &mut out);
        assert_eq!(out, "öíx\u{30C}");
        for (accent, _, bases, composed) in ACCENTS {
            assert_eq!(bases.chars().count(), composed.chars().count(), "accent {accent}");
        }
    }
}
