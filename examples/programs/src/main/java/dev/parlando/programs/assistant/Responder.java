package dev.parlando.programs.assistant;

import java.util.Iterator;
import java.util.List;

/** Finds answers; the place where a language model is plugged in. */
@FunctionalInterface
public interface Responder {
    /**
     * Answers the last remark, sentence by sentence. To take the next one may take as long as it takes to think of it; the
     * first is spoken meanwhile. The thread that takes them is interrupted when the answer is no longer wanted.
     *
     * @param conversation all that was said, with what was heard of what was interrupted
     */
    Iterator<String> answer(List<ChatMessage> conversation);
}
