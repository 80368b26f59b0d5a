package dev.parlando.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.InternalException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.governor.Priority;
import dev.parlando.internal.credentials.ActiveKeys;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.exchange.Exchange;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests of the wait for another key, and for the parser of an error, in fake time. The key provider and the parser
 * answer when the test wants it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryingCallTest {
    private static final ApiKey FIRST = ApiKey.of("sk_0123456789abcdef");
    private static final ApiKey SECOND = ApiKey.of("sk_fedcba9876543210");
    private final AuthenticationException rejection = new AuthenticationException(
            "the key is not valid", new ServiceError(401, null, null, "invalid_api_key", null, null, null, null));

    private final Semaphore released = new Semaphore(0);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CallbackExecutor callbacks = new CallbackExecutor(null);
    private final AtomicInteger polls = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);
    private final ActiveKeys keys = new ActiveKeys(this::provideKeys, Duration.ofDays(1), callbacks);
    private final EventLoopShard shard = ShardFixture.shard(channel.eventLoop(), Duration.ZERO, keys, callbacks);
    private final RecordingTarget target = new RecordingTarget();
    private final RetryingCall call = new RetryingCall(
            shard,
            shard.governor().callLimiter(),
            new RetryingCall.Rules(Priority.NORMAL, Long.MAX_VALUE, true, true),
            target,
            new TimelineRecorder(System::nanoTime),
            RetryingCall.Observer.NONE);

    private volatile @Nullable Thread parser;

    /** Counts the attempts, none of which is sent. */
    private final class RecordingTarget implements EventLoopShard.Task, RetryingCall.Target {
        private int attempts;
        private @Nullable ParlandoException failure;

        @Override
        public Exchange newExchange() {
            attempts++;
            return new UnsentExchange(channel.eventLoop(), keys.active());
        }

        @Override
        public void onFinalFailure(ParlandoException error) {
            failure = error;
        }

        @Override
        public void abort(ParlandoException error) {
            call.cancel();
        }

        @Override
        public void failDirectly(ParlandoException error) {}

        @Override
        public void failStages(ParlandoException error) {}
    }

    private ApiKeys provideKeys() {
        if (polls.getAndIncrement() == 0) {
            return ApiKeys.of(FIRST);
        }
        answers.acquireUninterruptibly();
        return ApiKeys.of(SECOND);
    }

    @AfterEach
    void close() {
        answers.release(100);
        ShardFixture.halt(shard);
        keys.close();
        callbacks.close();
        channel.finishAndReleaseAll();
    }

    private void start() {
        channel.freezeTime();
        call.start();
        channel.runPendingTasks();
        call.onAttemptFailed(rejection);
        assertThat(target.attempts).isEqualTo(1);
    }

    private void passSeconds(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    /** Lets the provider answer, and waits until the answer has reached the loop. */
    private void answer() {
        answers.release(2);
        keys.refresh().join(); // Polls after the answer, on the same thread.
        channel.runPendingTasks();
    }

    @Test
    void failsWhenProviderDoesNotAnswer() {
        start();
        passSeconds(5);
        assertThat(target.failure).isSameAs(rejection);
        answer();
        assertThat(target.attempts).isEqualTo(1);
    }

    @Test
    void usesKeyThatArrivesAfterProcessStoodStill() {
        start();
        passSeconds(60);
        assertThat(target.failure).isNull();
        answer();
        assertThat(target.attempts).isEqualTo(2);
        passSeconds(60);
        assertThat(target.failure).isNull();
    }

    @Test
    void failsShortlyAfterProcessStoodStill() {
        start();
        passSeconds(60);
        channel.advanceTimeBy(200, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(target.failure).isSameAs(rejection);
    }

    @Test
    void reportsNothingAfterCancel() {
        start();
        call.cancel();
        passSeconds(5);
        assertThat(target.failure).isNull();
        answer();
        assertThat(target.attempts).isEqualTo(1);
    }

    /** Starts an attempt that the service refuses, and parses its error when the test releases it. */
    private void refuse(Supplier<ParlandoException> error) {
        call.start();
        channel.runPendingTasks();
        call.onErrorResponse(() -> {
            parser = Thread.currentThread();
            released.acquireUninterruptibly();
            return error.get();
        });
        assertThat(target.failure).isNull();
    }

    /** Lets the parser end, and waits until its error has reached the loop. */
    private void endParsing() throws InterruptedException {
        Thread started;
        while ((started = parser) == null) {
            Thread.onSpinWait();
        }
        released.release();
        callbacks.close(); // Ends the idle thread.
        started.join();
        channel.runPendingTasks();
    }

    @Test
    void parsesErrorResponseOffEventLoop() throws Exception {
        RequestRejectedException refusal = new RequestRejectedException(
                "not now", new ServiceError(422, null, null, null, null, null, null, null), false);
        refuse(() -> refusal);
        endParsing();
        assertThat(target.failure).isSameAs(refusal);
    }

    @Test
    void failsIfErrorResponseCannotBeParsed() throws Exception {
        refuse(() -> {
            throw new NoClassDefFoundError("made by the test");
        });
        endParsing();
        assertThat(target.failure).isInstanceOf(InternalException.class);
    }

    @Test
    void reportsNoErrorResponseAfterCancel() throws Exception {
        refuse(() -> rejection);
        call.cancel();
        endParsing();
        assertThat(target.failure).isNull();
        assertThat(target.attempts).isEqualTo(1);
    }
}
