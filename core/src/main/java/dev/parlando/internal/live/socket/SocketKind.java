package dev.parlando.internal.live.socket;

/** The WebSockets of the service for live text. */
enum SocketKind {
    /** Speech, one context per turn on a connection that is reused. */
    SPEECH_CONTEXTS("multi-stream-input", false, true),
    /** Speech, one turn per connection. */
    SPEECH("stream-input", false, false),
    /** Dialogue, one context per turn on a connection that is reused. */
    DIALOGUE_CONTEXTS("multi-stream-input", true, true),
    /** Dialogue, one turn per connection. */
    DIALOGUE("stream-input", true, false);

    private final String endpoint;
    private final boolean dialogue;
    private final boolean contexts;

    SocketKind(String endpoint, boolean dialogue, boolean contexts) {
        this.endpoint = endpoint;
        this.dialogue = dialogue;
        this.contexts = contexts;
    }

    /** Returns the last segment of the path. */
    String endpoint() {
        return endpoint;
    }

    /** Returns whether messages have the form of dialogue. */
    boolean isDialogue() {
        return dialogue;
    }

    /** Returns whether messages name a context. */
    boolean hasContexts() {
        return contexts;
    }
}
