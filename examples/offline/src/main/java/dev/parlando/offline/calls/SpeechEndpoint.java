package dev.parlando.offline.calls;

/** The form of a speech response: complete or streamed, as plain audio or as JSON with character times. */
enum SpeechEndpoint {
    /** The complete audio. */
    FILE("", false, false),
    /** Audio that is sent while it is generated. */
    STREAM("/stream", true, false),
    /** One JSON object with the complete audio. */
    TIMED_FILE("/with-timestamps", false, true),
    /** One line of JSON for each piece of audio, sent while the audio is generated. */
    TIMED_STREAM("/stream/with-timestamps", true, true);

    private final String pathSuffix;
    private final boolean streamed;
    private final boolean timed;

    SpeechEndpoint(String path, boolean streamed, boolean timed) {
        this.pathSuffix = path;
        this.streamed = streamed;
        this.timed = timed;
    }

    /** Returns the end of the request path that selects this form, after the voice id. */
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
