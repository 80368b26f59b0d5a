package dev.parlando.offline.sockets;

import java.util.List;
import java.util.Optional;

/** The four sockets of the service. */
enum OfflineSocketKind {
    TTS_SINGLE(false, false),
    TTS_MULTI(false, true),
    DIALOGUE_SINGLE(true, false),
    DIALOGUE_MULTI(true, true);

    private static final String SINGLE = "stream-input";
    private static final String MULTI = "multi-stream-input";

    private final boolean dialogue;
    private final boolean multi;

    OfflineSocketKind(boolean dialogue, boolean multi) {
        this.dialogue = dialogue;
        this.multi = multi;
    }

    boolean isDialogue() {
        return dialogue;
    }

    /** Returns whether one connection has several contexts. */
    boolean isMulti() {
        return multi;
    }

    /** Finds the socket at a path of segments; the first segment is empty. */
    static Optional<OfflineSocketKind> at(List<String> path) {
        if (path.size() < 4 || !path.get(1).equals("v1")) {
            return Optional.empty();
        }
        String last = path.get(path.size() - 1);
        boolean isMulti = last.equals(MULTI);
        if (!isMulti && !last.equals(SINGLE)) {
            return Optional.empty();
        }
        if (path.size() == 5 && path.get(2).equals("text-to-speech")) {
            return Optional.of(isMulti ? TTS_MULTI : TTS_SINGLE);
        }
        boolean isDialogue = path.size() == 4 && path.get(2).equals("text-to-dialogue");
        return isDialogue ? Optional.of(isMulti ? DIALOGUE_MULTI : DIALOGUE_SINGLE) : Optional.empty();
    }
}
