package dev.parlando.offline.calls;

/** Names how speech is sent: whole or while it is made, as it is or in JSON beside the times of its characters. */
enum SpeechEndpoint {
    /** The audio, whole. */
    FILE("", false, false),
    /** The audio, while it is made. */
    STREAM("/stream", true, false),
    /** One JSON object. */
    TIMED_FILE("/with-timestamps", false, true),
    /** A JSON object in a line for each piece of the audio, while it is made. */
    TIMED_STREAM("/stream/with-timestamps", true, true);

    private final String pathSuffix;
    private final boolean streamed;
    private final boolean timed;

    SpeechEndpoint(String path, boolean streamed, boolean timed) {
        this.pathSuffix = path;
        this.streamed = streamed;
        this.timed = timed;
    }

    /** Returns what asks for it, behind the voice in the path. */
    String pathSuffix() {
        return pathSuffix;
    }

    boolean isStreamed() {
        return streamed;
    }

    boolean isTimed() {
        return timed;
    }
}
