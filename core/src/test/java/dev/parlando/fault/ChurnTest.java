package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.Admission;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ends thousands of requests in every possible way, at random, and checks that all permits are returned. The system
 * property {@code churn.requests} sets the number of requests, {@code churn.seed} the random seed.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChurnTest {
    private static final int REQUESTS = Integer.getInteger("churn.requests", 2_000);
    private static final long SEED = Long.getLong("churn.seed", 20);
    private static final int AT_ONCE = 200;
    private static final int MOST = 12;

    /** The server's behaviors. */
    private enum Answer {
        WELL,
        SLOWLY,
        NEVER,
        NO_HEAD,
        TOO_MANY,
        BUSY,
        REFUSED_STREAM,
        RESET_IN_THE_MIDDLE,
        NO_AUDIO,
        ERROR,
        GOAWAY,
        CUT
    }

    /** The caller's behaviors. */
    private enum Caller {
        LISTENS,
        CANCELS_AT_ONCE,
        CANCELS_IN_THE_MIDDLE,
        SETS_A_DEADLINE,
        HOLDS,
        THROWS,
        ENDS_IT
    }

    private final Random serversChoice = new Random(SEED);
    private final Random callersChoice = new Random(SEED + 1);
    private final Map<Answer, Integer> answers = new EnumMap<>(Answer.class);

    /** Called on the server's only thread. */
    private void answer(ScriptedStream stream) {
        // One in 25 requests cuts or drains the connection, which affects every stream on it.
        Answer[] all = Answer.values();
        int usual = all.length - 2;
        int pick = serversChoice.nextInt(usual * 3);
        Answer answer = serversChoice.nextInt(25) == 0
                ? all[usual + serversChoice.nextInt(2)]
                : pick < usual ? all[pick] : Answer.WELL;
        answers.merge(answer, 1, Integer::sum);
        answer(stream, answer);
    }

    private void answer(ScriptedStream stream, Answer answer) {
        switch (answer) {
            case WELL -> head(stream).end(ScriptedAccount.AUDIO);
            case SLOWLY -> {
                head(stream).data(ScriptedAccount.AUDIO);
                stream.after(1 + serversChoice.nextInt(10), stream::end);
            }
            case NEVER -> head(stream).data(ScriptedAccount.AUDIO);
            case NO_HEAD -> {}
            case TOO_MANY -> ScriptedAccount.refuse(stream, "too_many_concurrent_requests");
            case BUSY -> ScriptedAccount.refuse(stream, "system_busy");
            case REFUSED_STREAM -> stream.reset(Http2Error.REFUSED_STREAM);
            case RESET_IN_THE_MIDDLE -> head(stream).data(ScriptedAccount.AUDIO).reset(Http2Error.INTERNAL_ERROR);
            case NO_AUDIO -> head(stream).end();
            case ERROR -> stream.head(500).end();
            case GOAWAY -> head(stream).goAway().end(ScriptedAccount.AUDIO);
            case CUT -> stream.cut();
        }
    }

    private ScriptedStream head(ScriptedStream stream) {
        int maximum = 1 + serversChoice.nextInt(MOST);
        ScriptedAccount.respond(
                stream, Integer.toString(1 + serversChoice.nextInt(maximum)), Integer.toString(maximum));
        return stream;
    }

    /** Applies the caller's behavior when a chunk arrives. */
    private record Handler(Caller caller, CompletableFuture<Void> firstChunk) implements ChunkHandler {
        @Override
        public ChunkAction onChunk(Chunk chunk) {
            firstChunk.complete(null);
            return switch (caller) {
                case THROWS -> throw new IllegalStateException("mine");
                case ENDS_IT -> ChunkAction.CANCEL;
                case HOLDS -> ChunkAction.HOLD;
                default -> ChunkAction.CONTINUE;
            };
        }
    }

    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").voice("voice1").build();

    private CompletableFuture<?> speak(SpeechEngine engine) {
        Caller caller = callersChoice.nextBoolean()
                ? Caller.LISTENS
                : Caller.values()[callersChoice.nextInt(Caller.values().length)];
        Handler handler = new Handler(caller, new CompletableFuture<>());
        SpeechStream stream = engine.stream(REQUEST, handler, options(caller));
        switch (caller) {
            case CANCELS_AT_ONCE -> stream.cancel();
            case CANCELS_IN_THE_MIDDLE, HOLDS -> handler.firstChunk().thenRun(stream::cancel);
            default -> {}
        }
        return stream.completion().toCompletableFuture().exceptionally(failure -> null);
    }

    private CallOptions options(Caller caller) {
        Duration deadline = Duration.ofMillis(
                caller == Caller.SETS_A_DEADLINE ? 1 + callersChoice.nextInt(50) : FaultFixture.LIMIT_MILLIS);
        return CallOptions.DEFAULT.withDeadline(deadline);
    }

    /** Records admissions above the limit. */
    private static final class Witness implements GovernorListener {
        final Queue<LimitSnapshot> above = new ConcurrentLinkedQueue<>();
        final AtomicLong admissions = new AtomicLong();

        @Override
        public void onAdmitted(Admission admission) {
            admissions.incrementAndGet();
            if (admission.snapshot().inFlight() > admission.snapshot().limit()) {
                above.add(admission.snapshot());
            }
        }
    }

    private static SpeechEngine engine(ScriptedServer server) {
        Timeouts timeouts =
                Timeouts.DEFAULT.withResponseHeaders(Duration.ofMillis(40)).withSilence(Duration.ofMillis(40));
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .ioThreads(2)
                .closeGrace(Duration.ZERO)
                .timeouts(timeouts)
                .governor(GovernorSettings.DEFAULT)
                .retryPolicy(RetryPolicy.DEFAULT
                        .withMaxAttempts(3)
                        .withFirstDelay(Duration.ofMillis(1))
                        .withMaxDelay(Duration.ofMillis(5)))
                .build();
    }

    @Test
    void returnsEveryPermitAndNeverExceedsLimit() throws Exception {
        Witness witness = new Witness();
        Semaphore open = new Semaphore(AT_ONCE);
        List<CompletableFuture<?>> ends = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            engine.governor().addListener(witness);
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(open.tryAcquire(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                ends.add(speak(engine).thenRun(open::release));
            }
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                    .get(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
            Permits.awaitNone(engine);
        }
        assertThat(witness.above).isEmpty();
        assertThat(witness.admissions).hasPositiveValue();
        assertThat(answers).containsKeys(Answer.values());
    }
}
