package dev.parlando.internal.segment;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The abbreviations of a language, or of all languages. Immutable. */
public final class Abbreviations {
    private static final Map<String, Abbreviations> LANGUAGES = new ConcurrentHashMap<>();

    private final AbbreviationTable words;
    private final AbbreviationTable ordinals;

    private Abbreviations(String language) {
        Map<String, AbbreviationKind> entries = new HashMap<>();
        Map<String, AbbreviationKind> beforeOrdinals = new HashMap<>();
        for (AbbreviationList list : AbbreviationList.all()) {
            if (list.appliesTo(language)) {
                list.addTo(list.isOrdinal() ? beforeOrdinals : entries);
            }
        }
        words = new AbbreviationTable(entries);
        ordinals = new AbbreviationTable(beforeOrdinals);
    }

    /** Returns the abbreviations of a language; those of all languages if it is null or not in the lists. */
    public static Abbreviations of(@Nullable Locale language) {
        String code = language == null ? "" : language.getLanguage();
        boolean listed =
                AbbreviationList.all().stream().anyMatch(list -> list.language().equals(code));
        return LANGUAGES.computeIfAbsent(listed ? code : "", Abbreviations::new);
    }

    /** Returns the kind of the word in a range of the buffer, without its last full stop. */
    AbbreviationKind find(SegmentBuffer buffer, long from, long to) {
        return words.find(buffer, from, to);
    }

    /** Returns whether a full stop after a number makes it an ordinal, because of the word before the number. */
    boolean precedesOrdinal(SegmentBuffer buffer, long from, long to) {
        return ordinals.find(buffer, from, to) != AbbreviationKind.NONE;
    }
}
