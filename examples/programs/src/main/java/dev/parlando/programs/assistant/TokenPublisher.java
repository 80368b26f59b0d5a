package dev.parlando.programs.assistant;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/**
 * A publisher of an answer at the pace of a language model: one token after the other, with a pause for each tool call.
 * The end of a subscription ends the generation.
 *
 * @param script the tokens; {@link #TOOL_CALL} marks a pause
 * @param tokenTime the time between two tokens
 * @param toolTime the length of a pause
 */
record TokenPublisher(List<String> script, Duration tokenTime, Duration toolTime) implements Flow.Publisher<String> {
    /** The mark of a pause for a tool call, which is not published. */
    static final String TOOL_CALL = "\u0000";

    @Override
    public void subscribe(Flow.Subscriber<? super String> subscriber) {
        SubmissionPublisher<String> tokens = new SubmissionPublisher<>();
        tokens.subscribe(subscriber);
        Thread generator = new Thread(() -> generate(tokens), "assistant-model");
        generator.setDaemon(true);
        generator.start();
    }

    private void generate(SubmissionPublisher<String> tokens) {
        try (tokens) {
            for (String token : script) {
                boolean toolCall = token.equals(TOOL_CALL);
                TimeUnit.NANOSECONDS.sleep((toolCall ? toolTime : tokenTime).toNanos());
                if (!tokens.hasSubscribers()) {
                    return;
                }
                if (!toolCall) {
                    tokens.submit(token);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
