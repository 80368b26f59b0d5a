package dev.parlando.command.say;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.command.console.TextDecoder;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The text on an input stream, which may still be written by another program. Its start is collected until it is taken.
 * The rest is published, and is read only on demand.
 *
 * <p>Threading: a daemon thread reads the stream and publishes. The main thread takes the start and subscribes once. The
 * state is guarded by the object's monitor.
 */
final class InputText implements Flow.Publisher<String> {
    private static final int READ_BYTES = 8 * 1024;
    /** Maximum length of the start of a live text, into which it fits. */
    private static final int MAX_START_CHARACTERS = 10_000;

    private final InputStream input;
    private final TextDecoder decoder = new TextDecoder();
    private final byte[] bytes = new byte[READ_BYTES];

    @GuardedBy("this")
    private final StringBuilder start = new StringBuilder();

    @GuardedBy("this")
    private int maxStartCharacters = MAX_START_CHARACTERS;

    @GuardedBy("this")
    private boolean startTaken;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private @Nullable ParlandoException failure;

    @GuardedBy("this")
    private Flow.@Nullable Subscriber<? super String> subscriber;

    @GuardedBy("this")
    private boolean subscribed;

    @GuardedBy("this")
    private long demand;

    @GuardedBy("this")
    private boolean cancelled;

    private InputText(InputStream input) {
        this.input = input;
    }

    /** Returns the text of a stream, and starts to read it. */
    static InputText read(InputStream input) {
        InputText text = new InputText(input);
        Thread reader = new Thread(text::run, "parlando-input");
        reader.setDaemon(true);
        reader.start();
        return text;
    }

    private void run() {
        ParlandoException problem = null;
        try {
            int count = 0;
            while (count >= 0 && awaitDemand()) {
                count = input.read(bytes);
                deliver(count < 0 ? decoder.finish() : decoder.decode(bytes, count));
            }
        } catch (IOException e) {
            problem = new InvalidRequestException("standard input", "cannot be read: " + e.getMessage());
        } catch (InvalidRequestException e) {
            problem = e;
        }
        end(problem);
    }

    /** Waits until text is wanted. Returns false after a cancellation. */
    private synchronized boolean awaitDemand() {
        while (!cancelled && (startTaken ? demand == 0 : start.length() >= maxStartCharacters)) {
            await();
        }
        return !cancelled;
    }

    private void deliver(String piece) {
        Flow.Subscriber<? super String> receiver = piece.isEmpty() ? null : receiver(piece);
        if (receiver != null) {
            receiver.onNext(piece);
        }
    }

    /** Adds a piece to the start, or returns the subscriber that is to receive it. */
    private synchronized Flow.@Nullable Subscriber<? super String> receiver(String piece) {
        if (!startTaken) {
            start.append(piece);
            notifyAll();
            return null;
        }
        while (!cancelled && demand == 0) {
            await();
        }
        demand--;
        return cancelled ? null : subscriber;
    }

    private void end(@Nullable ParlandoException problem) {
        Flow.Subscriber<? super String> receiver;
        synchronized (this) {
            ended = true;
            failure = problem;
            notifyAll();
            receiver = subscribed && !cancelled ? subscriber : null;
        }
        signalEnd(receiver, problem);
    }

    private static void signalEnd(
            Flow.@Nullable Subscriber<? super String> receiver, @Nullable ParlandoException problem) {
        if (receiver != null && problem == null) {
            receiver.onComplete();
        } else if (receiver != null) {
            receiver.onError(problem);
        }
    }

    /**
     * Waits until some text is available or the stream has ended.
     *
     * @throws ParlandoException if the stream is not a text
     */
    synchronized void awaitText() {
        while (!ended && start.toString().isBlank()) {
            await();
        }
        throwFailure();
    }

    /**
     * Waits until the stream has ended, so that the start is the whole text.
     *
     * @throws ParlandoException if the stream is not a text
     */
    synchronized void awaitEnd() {
        maxStartCharacters = Integer.MAX_VALUE;
        notifyAll();
        while (!ended) {
            await();
        }
        throwFailure();
    }

    @GuardedBy("this")
    private void throwFailure() {
        ParlandoException problem = failure;
        if (problem != null) {
            throw problem;
        }
    }

    /** Returns the whole text if the stream has ended; otherwise null. */
    synchronized @Nullable String whole() {
        return ended ? start.toString() : null;
    }

    /** Returns the text read so far. The remaining text is published. */
    synchronized String takeStart() {
        startTaken = true;
        notifyAll();
        return start.toString();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
        synchronized (this) {
            subscriber = newSubscriber;
        }
        newSubscriber.onSubscribe(new Demand());
        boolean endedBefore;
        ParlandoException problem;
        synchronized (this) {
            subscribed = true;
            endedBefore = ended;
            problem = failure;
        }
        signalEnd(endedBefore ? newSubscriber : null, problem);
    }

    @GuardedBy("this")
    @SuppressWarnings("WaitNotInLoop") // The callers loop.
    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for standard input", e);
        }
    }

    private synchronized void changeDemand(long count) {
        demand += count;
        cancelled |= count == 0;
        notifyAll();
    }

    private final class Demand implements Flow.Subscription {
        @Override
        public void request(long count) {
            changeDemand(count);
        }

        @Override
        public void cancel() {
            changeDemand(0);
        }
    }
}
