package dev.parlando.speech;

import dev.parlando.text.DialogueLine;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builder for a {@link SpeechRequest}; {@link #build()} validates the fields.
 *
 * <p>Threading: confined to the caller.
 */
public final class SpeechRequestBuilder {
    String text;
    /** Whether the request is made without a text. */
    boolean template;
    /** The lines that the text consists of; empty unless the request is a dialogue. */
    List<DialogueLine> dialogueLines = List.of();

    @Nullable
    String voiceId;

    OutputFormat outputFormat = OutputFormat.MP3_44100_128;

    @Nullable
    String modelId;

    @Nullable
    String languageCode;

    @Nullable
    VoiceSettings voiceSettings;

    List<PronunciationDictionary> pronunciationDictionaries = List.of();

    @Nullable
    Long seed;

    @Nullable
    String previousText;

    @Nullable
    String nextText;

    List<String> previousRequestIds = List.of();
    List<String> nextRequestIds = List.of();

    @Nullable
    TextNormalization textNormalization;

    @Nullable
    Boolean languageTextNormalization;

    @Nullable
    Boolean enableLogging;

    boolean timestamps;

    @Nullable
    Integer optimizeStreamingLatency;

    @Nullable
    Boolean usePvcAsIvc;

    SpeechRequestBuilder(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** Returns a builder of a request without a text. */
    static SpeechRequestBuilder ofTemplate() {
        SpeechRequestBuilder builder = new SpeechRequestBuilder("");
        builder.template = true;
        return builder;
    }

    /** Returns a builder of a dialogue. */
    static SpeechRequestBuilder ofDialogue(List<DialogueLine> lines) {
        List<DialogueLine> copy = List.copyOf(lines);
        SpeechRequestBuilder builder =
                new SpeechRequestBuilder(copy.stream().map(DialogueLine::text).collect(Collectors.joining("\n")));
        builder.dialogueLines = copy;
        builder.modelId = SpeechRequest.DEFAULT_DIALOGUE_MODEL_ID;
        return builder;
    }

    SpeechRequestBuilder copy() {
        SpeechRequestBuilder copy = new SpeechRequestBuilder(text);
        copy.template = template;
        copy.dialogueLines = dialogueLines;
        copy.voiceId = voiceId;
        copy.outputFormat = outputFormat;
        copy.modelId = modelId;
        copy.languageCode = languageCode;
        copy.voiceSettings = voiceSettings;
        copy.pronunciationDictionaries = pronunciationDictionaries;
        copy.seed = seed;
        copy.previousText = previousText;
        copy.nextText = nextText;
        copy.previousRequestIds = previousRequestIds;
        copy.nextRequestIds = nextRequestIds;
        copy.textNormalization = textNormalization;
        copy.languageTextNormalization = languageTextNormalization;
        copy.enableLogging = enableLogging;
        copy.timestamps = timestamps;
        copy.optimizeStreamingLatency = optimizeStreamingLatency;
        copy.usePvcAsIvc = usePvcAsIvc;
        return copy;
    }

    /** Returns the values of all fields. */
    List<@Nullable Object> all() {
        return Arrays.asList(
                text,
                dialogueLines,
                voiceId,
                outputFormat,
                modelId,
                languageCode,
                voiceSettings,
                pronunciationDictionaries,
                seed,
                previousText,
                nextText,
                previousRequestIds,
                nextRequestIds,
                textNormalization,
                languageTextNormalization,
                enableLogging,
                timestamps,
                optimizeStreamingLatency,
                usePvcAsIvc);
    }

    /**
     * Sets another text, for a request that otherwise equals an earlier one. It replaces all lines of a dialogue, and the
     * model remains.
     */
    public SpeechRequestBuilder text(String text) {
        this.text = Objects.requireNonNull(text, "text");
        this.template = false;
        this.dialogueLines = List.of();
        return this;
    }

    /** Sets the voice by its id; names are not resolved. Default: the engine's default voice. */
    public SpeechRequestBuilder voice(String voiceId) {
        this.voiceId = Objects.requireNonNull(voiceId, "voiceId");
        return this;
    }

    /** Sets the format of the audio. Default: {@link OutputFormat#MP3_44100_128}. */
    public SpeechRequestBuilder outputFormat(OutputFormat outputFormat) {
        this.outputFormat = Objects.requireNonNull(outputFormat, "outputFormat");
        return this;
    }

    /** Sets the model by its id. Default: the service's default model, which is not its fastest. */
    public SpeechRequestBuilder model(String modelId) {
        this.modelId = Objects.requireNonNull(modelId, "modelId");
        return this;
    }

    /** Sets the language to speak, as an ISO 639 code. */
    public SpeechRequestBuilder languageCode(String languageCode) {
        this.languageCode = Objects.requireNonNull(languageCode, "languageCode");
        return this;
    }

    /** Overrides the voice's stored settings. */
    public SpeechRequestBuilder voiceSettings(VoiceSettings voiceSettings) {
        this.voiceSettings = Objects.requireNonNull(voiceSettings, "voiceSettings");
        return this;
    }

    /** Sets the pronunciation dictionaries to apply, in order; at most three. */
    public SpeechRequestBuilder pronunciationDictionaries(List<PronunciationDictionary> dictionaries) {
        this.pronunciationDictionaries = List.copyOf(dictionaries);
        return this;
    }

    /** Sets the seed for a best-effort repeatable result, 0 to 4294967295. */
    public SpeechRequestBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Sets the preceding text, for intonation; the {@code eleven_v3} model rejects it. */
    public SpeechRequestBuilder previousText(String previousText) {
        this.previousText = Objects.requireNonNull(previousText, "previousText");
        return this;
    }

    /** Sets the following text, for intonation; the {@code eleven_v3} model rejects it. */
    public SpeechRequestBuilder nextText(String nextText) {
        this.nextText = Objects.requireNonNull(nextText, "nextText");
        return this;
    }

    /** Sets the request ids of the preceding utterances, oldest first; at most three. */
    public SpeechRequestBuilder previousRequestIds(List<String> requestIds) {
        this.previousRequestIds = List.copyOf(requestIds);
        return this;
    }

    /** Sets the request ids of the following utterances; at most three. */
    public SpeechRequestBuilder nextRequestIds(List<String> requestIds) {
        this.nextRequestIds = List.copyOf(requestIds);
        return this;
    }

    /** Sets whether numbers and similar text are spelled out. */
    public SpeechRequestBuilder textNormalization(TextNormalization textNormalization) {
        this.textNormalization = Objects.requireNonNull(textNormalization, "textNormalization");
        return this;
    }

    /** Sets whether the service applies its slow normalisation of Japanese text. */
    public SpeechRequestBuilder languageTextNormalization(boolean on) {
        this.languageTextNormalization = on;
        return this;
    }

    /**
     * Sets whether the service keeps the request in its history. False requests zero retention, which needs an
     * Enterprise plan and excludes stitching.
     */
    public SpeechRequestBuilder enableLogging(boolean on) {
        this.enableLogging = on;
        return this;
    }

    /**
     * Sets whether the service also sends the times of the characters, which {@link ChunkHandler#onTiming} receives.
     * They make the response a third longer and cost no credits.
     */
    public SpeechRequestBuilder timestamps(boolean on) {
        this.timestamps = on;
        return this;
    }

    /**
     * Sets the latency level, 0 to 4.
     *
     * @deprecated by the service, which offers faster models instead
     */
    @Deprecated(since = "0.1.0")
    public SpeechRequestBuilder optimizeStreamingLatency(int level) {
        this.optimizeStreamingLatency = level;
        return this;
    }

    /**
     * Sets whether a professional voice clone is replaced by its faster instant clone.
     *
     * @deprecated by the service, as a temporary workaround
     */
    @Deprecated(since = "0.1.0")
    public SpeechRequestBuilder usePvcAsIvc(boolean on) {
        this.usePvcAsIvc = on;
        return this;
    }

    /**
     * Validates the fields and returns the request.
     *
     * @throws dev.parlando.error.InvalidRequestException if a value is not allowed; the message names the field and the
     *     value
     */
    public SpeechRequest build() {
        SpeechRequestRules.check(this);
        return new SpeechRequest(copy());
    }
}
