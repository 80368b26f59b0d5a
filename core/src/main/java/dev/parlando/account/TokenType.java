package dev.parlando.account;

/** Purpose of a single-use token. */
public enum TokenType {
    /** Speech over a WebSocket. */
    TTS_WEBSOCKET("tts_websocket"),
    /** Transcription of live audio. */
    REALTIME_SCRIBE("realtime_scribe"),
    /** Transcription of a file. */
    BATCH_SCRIBE("batch_scribe");

    private final String value;

    TokenType(String value) {
        this.value = value;
    }

    /** Returns the name that the service uses. */
    public String value() {
        return value;
    }
}
