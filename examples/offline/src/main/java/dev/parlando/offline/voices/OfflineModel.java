package dev.parlando.offline.voices;

import java.util.List;
import java.util.Set;

/**
 * Describes a model of the service: what it accepts and what it costs. All of them sound the same offline.
 *
 * @param id what a request names
 * @param name what a person reads
 * @param family which of the service's behaviours it shows
 * @param concurrencyGroup with which others it shares the limit of requests at once
 * @param maxCharacters the documented limit of one text, in Unicode code points
 * @param halfPrice whether a character costs half a credit
 * @param languageCodes ISO 639-1 codes of the languages it lists
 */
public record OfflineModel(
        String id,
        String name,
        Family family,
        String concurrencyGroup,
        int maxCharacters,
        boolean halfPrice,
        List<String> languageCodes) {
    /** Groups models that treat the same request alike. */
    enum Family {
        /** Multilingual, Flash and Turbo of the second generation. */
        V2,
        /** The third generation: needs something to speak, knows no context and no speed. */
        V3,
        /** The fourth generation: as the third, but takes context. */
        V4
    }

    private static final Set<String> LANGUAGE_CHECKED = Set.of("eleven_flash_v2_5", "eleven_turbo_v2_5");

    public boolean supportsSpeed() {
        return family == Family.V2;
    }

    public boolean acceptsBlankText() {
        return family == Family.V2;
    }

    public boolean acceptsContext() {
        return family != Family.V3;
    }

    /** Returns whether a language code is taken; most models ignore one that they do not know. */
    public boolean acceptsLanguage(String code) {
        return !LANGUAGE_CHECKED.contains(id) || languageCodes.contains(code);
    }

    /** Returns the greatest number of code points that is really accepted: the service allows 10 % more than it says. */
    public int enforcedCharacters() {
        return maxCharacters + maxCharacters / 10;
    }

    /** Returns the credits for a text of that many code points. */
    public int cost(int codePoints) {
        return halfPrice ? (codePoints + 1) / 2 : codePoints;
    }

    /** Returns the least that a blank text costs. */
    public int blankCost() {
        return halfPrice ? 0 : 1;
    }
}
