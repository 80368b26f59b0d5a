package dev.parlando.programs.assistant;

import java.util.concurrent.Flow;

/**
 * A publisher of a text in tokens of up to four characters.
 *
 * @param text the text
 * @param ends whether the answer is complete after it
 */
record Tokens(String text, boolean ends) implements Flow.Publisher<String> {
    @Override
    public void subscribe(Flow.Subscriber<? super String> subscriber) {
        subscriber.onSubscribe(new Ignoring());
        for (int from = 0; from < text.length(); from += 4) {
            subscriber.onNext(text.substring(from, Math.min(text.length(), from + 4)));
        }
        if (ends) {
            subscriber.onComplete();
        }
    }

    /** A subscription whose demand is known to be large enough. */
    static class Ignoring implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
