package dev.parlando.offline.synthesis;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A converter of arbitrary text to ASCII that records the original code point of each character.
 *
 * <p>Accents are dropped and typographic signs are replaced. Other scripts and markup become a blank. Threading:
 * confined to one thread.
 */
final class AsciiText {
    private static final Pattern MARKUP = Pattern.compile("<[^<>]{1,200}>|\\[[^\\[\\]]{1,80}]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Map<Integer, String> REPLACEMENTS = Map.ofEntries(
            Map.entry(0x2018, "'"),
            Map.entry(0x2019, "'"),
            Map.entry(0x201c, "\""),
            Map.entry(0x201d, "\""),
            Map.entry(0x2013, ", "),
            Map.entry(0x2014, ", "),
            Map.entry(0xdf, "ss"),
            Map.entry(0xe6, "ae"),
            Map.entry(0x153, "oe"),
            Map.entry(0xf8, "o"),
            Map.entry(0x142, "l"),
            Map.entry(0x20ac, " euros "),
            Map.entry(0xa3, " pounds "),
            Map.entry(0xb0, " degrees "));

    private final StringBuilder text = new StringBuilder();
    private int[] sourceIndexes = new int[64];
    /** Index of the next code point of the original. */
    private int sourceIndex;

    private AsciiText() {}

    /** Converts a whole text to ASCII and returns it as a single sentence. */
    static Sentence of(String original) {
        AsciiText ascii = new AsciiText();
        ascii.write(original);
        int[] origins = Arrays.copyOf(ascii.sourceIndexes, ascii.text.length());
        return new Sentence(ascii.text.toString(), origins, Integer.MAX_VALUE);
    }

    private void write(String original) {
        Matcher markup = MARKUP.matcher(original);
        int read = 0;
        while (markup.find()) {
            addAll(original.substring(read, markup.start()));
            append(' ');
            sourceIndex += markup.group().codePointCount(0, markup.group().length());
            read = markup.end();
        }
        addAll(original.substring(read));
    }

    private void addAll(String part) {
        part.codePoints().forEach(codePoint -> {
            if (codePoint < 0x80) {
                append((char) codePoint);
            } else {
                toAscii(codePoint).chars().forEach(c -> append((char) c));
            }
            sourceIndex++;
        });
    }

    private static String toAscii(int codePoint) {
        String replacement = REPLACEMENTS.get(codePoint);
        if (replacement != null) {
            return replacement;
        }
        String decomposed = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("");
    }

    /** Appends a character. A run of characters that are not printable becomes one blank. */
    private void append(char c) {
        boolean printable = c > 0x20 && c < 0x7f;
        if (!printable && text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
            return;
        }
        if (text.length() == sourceIndexes.length) {
            sourceIndexes = Arrays.copyOf(sourceIndexes, 2 * sourceIndexes.length);
        }
        sourceIndexes[text.length()] = sourceIndex;
        text.append(printable ? c : ' ');
    }
}
