package dev.parlando.programs.assistant;

import java.util.Iterator;
import java.util.List;

/** Generates answers. Implement this interface to connect a language model. */
@FunctionalInterface
public interface Responder {
    /**
     * Answers the last remark, sentence by sentence. {@link Iterator#next()} may block until the next sentence is
     * available; earlier sentences are played meanwhile. The thread that reads the sentences is interrupted when the
     * answer is no longer wanted.
     *
     * @param conversation all remarks so far; an interrupted answer contains only its played text
     */
    Iterator<String> answer(List<ChatMessage> conversation);
}
