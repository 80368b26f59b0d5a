package dev.parlando.account;

/** Names what a single-use token is good for. */
public enum TokenType {
    /** Speaking over a WebSocket. */
    TTS_WEBSOCKET("tts_websocket"),
    /** Transcribing as it is spoken. */
    REALTIME_SCRIBE("realtime_scribe"),
    /** Transcribing a file. */
    BATCH_SCRIBE("batch_scribe");

    private final String value;

    TokenType(String value) {
        this.value = value;
    }

    /** Returns the service's word for it. */
    public String value() {
        return value;
    }
}
