package dev.parlando.openhab;

import java.util.Locale;
import java.util.Objects;
import org.openhab.core.voice.Voice;

/**
 * A voice of the account as a voice of openHAB. Immutable.
 *
 * @param voiceId the id of the service
 * @param name the display name
 * @param locale the first verified language, or else the language of its label, or else English
 */
record AccountVoice(String voiceId, String name, Locale locale) implements Voice {
    private static final String UID_PREFIX = EngineTtsService.ID + ":";

    static AccountVoice of(dev.parlando.voice.Voice voice) {
        return new AccountVoice(
                voice.voiceId(), Objects.requireNonNullElse(voice.name(), voice.voiceId()), localeOf(voice));
    }

    private static Locale localeOf(dev.parlando.voice.Voice voice) {
        String language = voice.verifiedLanguages().stream()
                .map(verified -> verified.locale() == null ? verified.language() : verified.locale())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(voice.labels().getOrDefault("language", "en"));
        return Locale.forLanguageTag(language);
    }

    /** Returns whether a voice of openHAB is one of this service. */
    static boolean isIn(Voice voice) {
        return voice.getUID().startsWith(UID_PREFIX);
    }

    /** Returns the id of the service for a voice of openHAB. */
    static String voiceIdOf(Voice voice) {
        return voice.getUID().substring(UID_PREFIX.length());
    }

    @Override
    public String getUID() {
        return UID_PREFIX + voiceId;
    }

    @Override
    public String getLabel() {
        return name;
    }

    @Override
    public Locale getLocale() {
        return locale;
    }
}
