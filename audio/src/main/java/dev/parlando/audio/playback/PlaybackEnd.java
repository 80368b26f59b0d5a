package dev.parlando.audio.playback;

/** The way in which an utterance ended without an error. */
public enum PlaybackEnd {
    /** The utterance was played completely. */
    COMPLETED,
    /** The user stopped it or dropped it from the queue, or {@link QueuePosition#NOW} did so. */
    STOPPED,
    /** It was dropped because its first sample was not played in time; see {@link Playback#dropIfLate}. */
    LATE,
    /** It was faded out in favor of a more important voice; see {@code MixerBuilder.stealVoices()}. */
    STOLEN
}
