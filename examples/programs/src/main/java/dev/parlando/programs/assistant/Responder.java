package dev.parlando.programs.assistant;

import java.util.List;
import java.util.concurrent.Flow;

/** Generates answers. Implement this interface to connect a language model. */
@FunctionalInterface
public interface Responder {
    /**
     * Answers the last remark, token by token. The tokens are spoken while further ones are generated. The subscription
     * is cancelled when the answer is no longer wanted.
     *
     * @param conversation all remarks so far; an interrupted answer contains only its played text
     */
    Flow.Publisher<String> answer(List<ChatMessage> conversation);
}
