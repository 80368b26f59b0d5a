package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The effects of the caller's own code on its stream and on other streams. */
final class ConsumerFaults {
    private static final int BYTES = 200_000;
    private static final int OTHERS = 4;

    private ConsumerFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("consumer", List.of(WireProtocol.H2C));
        addHandlerFaults(rows, "", UnaryOperator.identity());
        addHandlerFaults(rows, ", on the event loop", LoopHandler::new);
        rows.scenes(
                "never returns while the engine closes",
                ConsumerFaults::stuck,
                Expectation.stopped(EngineClosedException.class, 0L));
        return rows.list();
    }

    /** Adds the faults of a handler that is called on the thread that {@code path} chooses. */
    private static void addHandlerFaults(FaultRows rows, String suffix, UnaryOperator<ChunkHandler> path) {
        for (String method : List.of("onResponse", "onChunk", "onEnd")) {
            rows.scenes(
                    "throws in " + method + suffix,
                    scene -> beside(scene, path.apply(new Thrower(method))),
                    Expectation.stopped(HandlerException.class, 0L, method));
        }
        rows.scenes(
                "throws an Error in onChunk" + suffix,
                scene -> beside(scene, path.apply(chunk -> {
                    throw new StackOverflowError("mine");
                })),
                Expectation.stopped(HandlerException.class, 0L, "onChunk"));
        rows.scenes(
                "returns null from onChunk" + suffix,
                scene -> beside(scene, path.apply(chunk -> null)),
                Expectation.stopped(HandlerException.class, 0L));
        rows.scenes(
                "throws in onError" + suffix,
                scene -> StreamOutcome.of(
                        scene
                                .engine(scene.serve(stream ->
                                                stream.audio("audio/pcm").end())
                                        .baseUrl())
                                .stream(FaultFixture.request(), path.apply(new Thrower("onError")))),
                Expectation.unexpected("without a single byte"));
        rows.scenes("stalls, other streams continue" + suffix, scene -> stalled(scene, path), Expectation.audio(BYTES));
        rows.scenes(
                "holds beyond the limit, two streams wait for its permit" + suffix,
                scene -> heldForEver(scene, path),
                Expectation.stopped(HandlerException.class, 0L, "timeouts.hold").timedOut(TimeoutPhase.HOLD));
    }

    /** A handler that throws in the method of the given name. */
    private record Thrower(String where) implements ChunkHandler {
        private void at(String method) {
            if (method.equals(where)) {
                throw new IllegalStateException("mine");
            }
        }

        @Override
        public void onResponse(SpeechResponse response) {
            at("onResponse");
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            at("onChunk");
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            at("onEnd");
        }

        @Override
        public void onError(ParlandoException error) {
            at("onError");
        }
    }

    private static SpeechEngine generous(FaultFixture scene) throws Exception {
        return scene.engine(scene.serve(stream -> stream.audio("audio/pcm").end(new byte[BYTES]))
                .baseUrl());
    }

    /** Runs a faulty handler alongside good ones, which must not be affected. */
    private static StreamOutcome beside(FaultFixture scene, ChunkHandler bad) throws Exception {
        SpeechEngine engine = generous(scene);
        SpeechStream stream = engine.stream(FaultFixture.request(), bad);
        speakOthers(engine);
        return StreamOutcome.of(stream);
    }

    private static void speakOthers(SpeechEngine engine) {
        List<CollectingHandler> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            others.add(FaultFixture.start(engine));
        }
        for (CollectingHandler other : others) {
            StreamOutcome outcome = StreamOutcome.of(other);
            if (outcome.error() != null || outcome.bytes() != BYTES) {
                throw new AssertionError("another stream: " + outcome.describe());
            }
        }
    }

    private static StreamOutcome stalled(FaultFixture scene, UnaryOperator<ChunkHandler> path) throws Exception {
        SpeechEngine engine = generous(scene);
        CollectingHandler slow = new CollectingHandler();
        slow.holding = true;
        SpeechStream stream = engine.stream(FaultFixture.request(), path.apply(slow));
        slow.firstChunk.orTimeout(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS).join();
        speakOthers(engine);
        slow.holding = false;
        stream.resume();
        return StreamOutcome.of(slow);
    }

    private static StreamOutcome heldForEver(FaultFixture scene, UnaryOperator<ChunkHandler> path) throws Exception {
        SpeechEngine engine = scene.engine(
                scene.serve(stream -> stream.audio("audio/pcm").end(new byte[BYTES]))
                        .baseUrl(),
                builder -> builder.timeouts(Timeouts.DEFAULT.withHold(Duration.ofMillis(200)))
                        .governor(GovernorSettings.DEFAULT.withInitialLimit(1).withMaxLimit(1)));
        CollectingHandler holder = new CollectingHandler();
        holder.holding = true;
        SpeechStream held = engine.stream(FaultFixture.request(), path.apply(holder));
        List<CollectingHandler> waiting = List.of(FaultFixture.start(engine), FaultFixture.start(engine));
        for (CollectingHandler handler : waiting) {
            StreamOutcome outcome = StreamOutcome.of(handler);
            if (outcome.error() != null) {
                throw new AssertionError("a stream that waited: " + outcome.describe());
            }
        }
        return StreamOutcome.of(held);
    }

    private static void mustBeClosed(StreamOutcome behind) {
        if (!(behind.error() instanceof EngineClosedException)) {
            throw new AssertionError("the stream behind it: " + behind.describe());
        }
    }

    /** Closes an engine whose ring thread is blocked in a handler, with another stream waiting behind it. */
    private static StreamOutcome stuck(FaultFixture scene) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        SpeechEngine engine = generous(scene);
        SpeechStream stuck = engine.stream(FaultFixture.request(), chunk -> {
            inside.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ChunkAction.CONTINUE;
        });
        try {
            if (!inside.await(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no chunk came");
            }
            CollectingHandler handlerBehind = new CollectingHandler();
            SpeechStream behind = engine.stream(FaultFixture.request(), handlerBehind);
            engine.close();
            mustBeClosed(StreamOutcome.of(behind));
            StreamOutcome outcome = StreamOutcome.of(stuck);
            release.countDown();
            mustBeClosed(StreamOutcome.of(handlerBehind));
            return outcome;
        } finally {
            release.countDown();
        }
    }
}
