package dev.parlando.offline.voices;

import java.util.List;

/**
 * A model of the service: its accepted input and its price. All models sound the same offline.
 *
 * @param id the id used in requests
 * @param name display name
 * @param family the generation of models whose behaviour it follows
 * @param concurrencyGroup the group of models that share one concurrency limit
 * @param maxCharacters the documented maximum text length, in Unicode code points
 * @param halfPrice whether a character costs half a credit
 * @param languageCodes ISO 639-1 codes of the supported languages
 */
public record OfflineModel(
        String id,
        String name,
        Family family,
        String concurrencyGroup,
        int maxCharacters,
        boolean halfPrice,
        List<String> languageCodes) {
    /** The generations of models; models of one generation treat a request alike. */
    enum Family {
        /** Multilingual, Flash and Turbo of the second generation. */
        V2,
        /** The third generation: refuses blank text and context, and ignores the speed. */
        V3,
        /** The fourth generation: like {@link #V3}, but accepts context. */
        V4
    }

    public boolean supportsSpeed() {
        return family == Family.V2;
    }

    /** Returns whether the model is served on the dialogue calls; the others are served on the TTS sockets. */
    public boolean speaksDialogue() {
        return family != Family.V2;
    }

    /** Returns the number of voices that one dialogue may have on a socket. */
    public int maxSocketVoices() {
        return halfPrice ? 1 : 10;
    }

    public boolean acceptsBlankText() {
        return family == Family.V2;
    }

    /** Returns whether the neighbouring texts and request ids are accepted. */
    public boolean acceptsContext() {
        return family != Family.V3;
    }

    public boolean acceptsLanguage(String code) {
        return languageCodes.contains(code);
    }

    /** Returns the maximum number of code points that is enforced: the service accepts 10 % more than it documents. */
    public int enforcedCharacters() {
        return maxCharacters + maxCharacters / 10;
    }

    /** Returns the credits for a text of {@code codePoints} code points. */
    public int cost(int codePoints) {
        return halfPrice ? (codePoints + 1) / 2 : codePoints;
    }

    /** Returns the minimum price of a blank text, in credits. */
    public int blankCost() {
        return halfPrice ? 0 : 1;
    }
}
