package dev.parlando.speech;

import dev.parlando.text.DialogueLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request for one utterance, with the text, the voice and all other parameters of the service's create-speech call.
 * {@link CallOptions} has those that do not change the audio, such as a deadline.
 *
 * <p>Immutable. A field that was not set is null, or empty if it is a list. It is not sent, so the default of the
 * service applies. Source: {@code POST /v1/text-to-speech/{voice_id}} and {@code POST /v1/text-to-dialogue} of the
 * ElevenLabs API.
 */
public final class SpeechRequest {
    /** The model of a dialogue unless another one is set; the default of the service. */
    public static final String DEFAULT_DIALOGUE_MODEL_ID = "eleven_v3";

    private final SpeechRequestBuilder fields;

    SpeechRequest(SpeechRequestBuilder fields) {
        this.fields = fields;
    }

    /** Returns a builder for a request that speaks the text. */
    public static SpeechRequestBuilder builder(String text) {
        return new SpeechRequestBuilder(text);
    }

    /** Returns a request that speaks the text, with no other field set. */
    public static SpeechRequest of(String text) {
        return builder(text).build();
    }

    /** Returns a builder for a request without a text, for a {@link LiveText}. It cannot be sent by itself. */
    public static SpeechRequestBuilder template() {
        return SpeechRequestBuilder.ofTemplate();
    }

    /**
     * Returns a builder for a dialogue, whose lines are spoken in order, each with its own voice. The service generates
     * them together, so that a voice reacts to the line before it.
     *
     * <p>A dialogue has at most ten voices and 2,000 characters. Its model is {@link #DEFAULT_DIALOGUE_MODEL_ID} unless
     * another one is set. The format, the language, the seed, the dictionaries and the stability apply to all lines.
     * {@link SpeechRequestBuilder#build()} rejects the options that exist for a single voice only.
     */
    public static SpeechRequestBuilder dialogue(List<DialogueLine> lines) {
        return SpeechRequestBuilder.ofDialogue(lines);
    }

    /** Returns whether this request has no text, so that it can only be used for a {@link LiveText}. */
    boolean isTemplate() {
        return fields.template;
    }

    /** Returns a builder with the fields of this request. */
    public SpeechRequestBuilder toBuilder() {
        return fields.copy();
    }

    /**
     * Returns the text to speak. That of a dialogue is the text of its lines, separated by line breaks. It is empty in a
     * {@linkplain #template() template}.
     */
    public String text() {
        return fields.text;
    }

    /** Returns the lines of a {@linkplain #dialogue dialogue}; empty for any other request. */
    public List<DialogueLine> dialogueLines() {
        return fields.dialogueLines;
    }

    /** Returns the id of the voice, or null for the engine's default voice. A dialogue has a voice per line instead. */
    public @Nullable String voiceId() {
        return fields.voiceId;
    }

    /** Returns the format of the audio. */
    public OutputFormat outputFormat() {
        return fields.outputFormat;
    }

    /** Returns the id of the model, or null for the service's default. */
    public @Nullable String modelId() {
        return fields.modelId;
    }

    /** Returns the language that the model is to speak, or null to let the model detect it. */
    public @Nullable String languageCode() {
        return fields.languageCode;
    }

    /** Returns the settings that override the voice's stored ones, or null. */
    public @Nullable VoiceSettings voiceSettings() {
        return fields.voiceSettings;
    }

    /** Returns the dictionaries to apply, in order; at most three. */
    public List<PronunciationDictionary> pronunciationDictionaries() {
        return fields.pronunciationDictionaries;
    }

    /** Returns the seed for a best-effort repeatable result, or null. */
    public @Nullable Long seed() {
        return fields.seed;
    }

    /** Returns the preceding text, which only affects the intonation, or null. */
    public @Nullable String previousText() {
        return fields.previousText;
    }

    /** Returns the following text, which only affects the intonation, or null. */
    public @Nullable String nextText() {
        return fields.nextText;
    }

    /** Returns the request ids of the preceding utterances, oldest first; at most three. */
    public List<String> previousRequestIds() {
        return fields.previousRequestIds;
    }

    /** Returns the request ids of the following utterances; at most three. */
    public List<String> nextRequestIds() {
        return fields.nextRequestIds;
    }

    /** Returns whether numbers and similar text are spelled out, or null. */
    public @Nullable TextNormalization textNormalization() {
        return fields.textNormalization;
    }

    /** Returns whether the slow normalisation of Japanese text is on, or null. */
    public @Nullable Boolean languageTextNormalization() {
        return fields.languageTextNormalization;
    }

    /** Returns whether the service keeps the request in its history, or null. */
    public @Nullable Boolean enableLogging() {
        return fields.enableLogging;
    }

    /** Returns whether the times of the characters are requested, too. */
    public boolean timestamps() {
        return fields.timestamps;
    }

    /**
     * Returns the latency level, 0 to 4, or null.
     *
     * @deprecated by the service, which offers faster models instead
     */
    @Deprecated(since = "0.1.0")
    public @Nullable Integer optimizeStreamingLatency() {
        return fields.optimizeStreamingLatency;
    }

    /**
     * Returns whether a professional voice clone is replaced by its faster instant clone, or null.
     *
     * @deprecated by the service, as a temporary workaround
     */
    @Deprecated(since = "0.1.0")
    public @Nullable Boolean usePvcAsIvc() {
        return fields.usePvcAsIvc;
    }

    /**
     * Returns a text that is equal for two requests exactly if they ask for the same audio, as a key for caches: a
     * SHA-256 digest in hex. It is the same on every JVM and in every later version of the library.
     *
     * <p>Every field counts except {@link #enableLogging}, which does not change the audio. A field that is not set
     * differs from one that is set to the default of the service, since the service may change its default.
     *
     * <p>A request without a voice means the default voice of an engine. If several engines share a cache, set the voice
     * before: {@code request.toBuilder().voice(id)} with the id of {@link dev.parlando.SpeechEngine#defaultVoiceId}.
     * Changes at the service are not visible here, such as other stored settings of the voice.
     *
     * <p>The service may generate different audio for equal requests, even with a seed.
     */
    public String identity() {
        return RequestIdentity.of(this);
    }

    /** Returns whether the other object is a request with equal fields. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpeechRequest request && fields.all().equals(request.fields.all());
    }

    @Override
    public int hashCode() {
        return fields.all().hashCode();
    }

    /** Describes the request without its text, which may be private. */
    @Override
    public String toString() {
        return "SpeechRequest[voice=" + voiceId() + ", model=" + modelId() + ", format=" + outputFormat() + ", text of "
                + text().length() + " characters]";
    }
}
