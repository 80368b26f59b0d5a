package dev.parlando.internal.segment;

import java.util.Arrays;

/** The marks of each script: clause marks, sentence marks, and sentence marks without another use. */
enum ScriptMarks {
    LATIN(",;:\u2014\u2013", ".!?\u2026\u203C\u2047\u2048\u2049\u203D", ""),
    /** The full-width point also separates the digits of a number. */
    CHINESE_AND_JAPANESE(
            "\uFF0C\u3001\uFF1B\uFF1A\uFF64\uFE50\uFE51\uFE54\uFE55",
            "\uFF0E\uFE52",
            "\u3002\uFF01\uFF1F\uFF61\uFE56\uFE57"),
    GREEK("\u0387", "\u037E", ""),
    ARMENIAN("\u055D", "", "\u0589"),
    /** Also Urdu, Persian and Syriac. */
    ARABIC("\u060C\u061B", "", "\u061F\u06D4\u061E\u0700\u0701\u0702"),
    NKO("\u07F8", "", "\u07F9"),
    /** The danda of the scripts of India. */
    INDIC("", "", "\u0964\u0965\uABEB\uA8CE\uA8CF"),
    SINHALA("", "", "\u0DF4"),
    TIBETAN("\u0F0D", "", "\u0F0E"),
    MYANMAR("\u104A", "", "\u104B"),
    ETHIOPIC("\u1361\u1363\u1364\u1365\u1366", "", "\u1362\u1367\u1368"),
    KHMER("", "", "\u17D4\u17D5"),
    MONGOLIAN("\u1802\u1804\u1808", "", "\u1803\u1809"),
    LIMBU("", "", "\u1944\u1945"),
    OL_CHIKI("", "", "\u1C7E\u1C7F"),
    LISU("\uA4FE", "", "\uA4FF"),
    VAI("\uA60D", "", "\uA60E\uA60F"),
    JAVANESE("\uA9C8", "", "\uA9C9"),
    BALINESE("\u1B5E", "", "\u1B5F\u1B5A\u1B5B");

    private static final Mark[] ASCII = new Mark[0x80];
    private static final int[] OTHERS;
    private static final Mark[] OTHER_MARKS;

    static {
        Arrays.fill(ASCII, Mark.NONE);
        int[] entries = Arrays.stream(values())
                .flatMapToInt(script -> Arrays.stream(script.entries()))
                .sorted()
                .toArray();
        OTHERS = Arrays.stream(entries).map(entry -> entry >> 2).toArray();
        OTHER_MARKS = Arrays.stream(entries)
                .mapToObj(entry -> Mark.values()[entry & 3])
                .toArray(Mark[]::new);
        for (int i = 0; i < OTHERS.length && OTHERS[i] < ASCII.length; i++) {
            ASCII[OTHERS[i]] = OTHER_MARKS[i];
        }
    }

    private final String clause;
    private final String sentence;
    private final String unambiguous;

    ScriptMarks(String clause, String sentence, String unambiguous) {
        this.clause = clause;
        this.sentence = sentence;
        this.unambiguous = unambiguous;
    }

    /** Returns the effect of a code point in any script. */
    static Mark effect(int codePoint) {
        if (codePoint < ASCII.length) {
            return ASCII[codePoint];
        }
        int index = Arrays.binarySearch(OTHERS, codePoint);
        return index < 0 ? Mark.NONE : OTHER_MARKS[index];
    }

    /** Returns each mark of the script, shifted by two bits, with its effect. */
    private int[] entries() {
        StringBuilder marks = new StringBuilder();
        int[] entries = new int[clause.length() + sentence.length() + unambiguous.length()];
        marks.append(clause).append(sentence).append(unambiguous);
        for (int i = 0; i < entries.length; i++) {
            Mark effect = i < clause.length()
                    ? Mark.CLAUSE
                    : i < clause.length() + sentence.length() ? Mark.SENTENCE : Mark.UNAMBIGUOUS;
            entries[i] = marks.charAt(i) << 2 | effect.ordinal();
        }
        return entries;
    }
}
