package dev.parlando.offline.script;

/** The body of a scripted answer. Immutable. */
public sealed interface AnswerContent {
    /** The speech of the offline voice. */
    AnswerContent OFFLINE_VOICE = new OfflineSpeech();

    /** The speech of the offline voice. */
    record OfflineSpeech() implements AnswerContent {}

    /**
     * Samples that are encoded in the requested format.
     *
     * @param samples the samples
     */
    record Sound(SampleSupplier samples) implements AnswerContent {}

    /**
     * Audio that is sent as it is, also in the JSON of an answer with timestamps.
     *
     * @param bytes the encoded audio; must not be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Encoded(byte[] bytes) implements AnswerContent {}

    /**
     * A complete body that need not be audio.
     *
     * @param bytes the body; must not be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Body(byte[] bytes) implements AnswerContent {}
}
