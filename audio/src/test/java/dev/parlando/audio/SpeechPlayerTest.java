package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.error.DecodeException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.telemetry.TimelineEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechPlayerTest {
    private static final int RATE_HZ = 24_000;

    private final FakeSpeechSource speech = new FakeSpeechSource();
    private final RecordingSink sink = RecordingSink.selfRunning(100);
    private final SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open();

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    @Test
    void playsEverySampleInOrder() throws Exception {
        short[] ramp = TestAudio.ramp(3 * RATE_HZ);
        Playback playback = player.say("hello");
        speech.next().send(ramp).end();
        PlaybackResult result = playback.join();
        assertThat(sink.playedSamples()).isEqualTo(ramp);
        assertThat(result.audioFrames()).isEqualTo(ramp.length);
        assertThat(result.audioMillis()).isEqualTo(3000);
        assertThat(result.underruns()).isZero();
        assertThat(result.stopped()).isFalse();
        assertThat(result.speech()).isNotNull();
        assertThat(playback.positionAudioFrames()).isEqualTo(ramp.length);
        assertThat(playback.positionMillis()).isEqualTo(3000);
    }

    @Test
    void playsWithHighestPriority() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("parlando-play-"))
                .isNotEmpty()
                .extracting(Thread::getPriority)
                .containsOnly(Thread.MAX_PRIORITY);
    }

    @Test
    void completesWhileCommonPoolIsBusy() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        int busy = 2 * Math.max(1, ForkJoinPool.getCommonPoolParallelism());
        for (int i = 0; i < busy; i++) {
            ForkJoinPool.commonPool().execute(() -> {
                while (told.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
        }
        try {
            Playback playback = player.say("hello");
            speech.next().send(TestAudio.ramp(100)).end();
            assertThat(playback.completion().toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .isNotNull();
        } finally {
            told.countDown();
        }
    }

    /** A sink that accepts all audio immediately is ahead of real time. */
    @Test
    void reportsFirstHeardNotBeforeFirstPlayed() throws Exception {
        Playback playback = player.say("hello");
        speech.next().send(TestAudio.ramp(60 * RATE_HZ)).end();
        playback.join();
        assertThat(playback.timeline().millis(TimelineEvent.FIRST_HEARD).orElseThrow())
                .isGreaterThanOrEqualTo(
                        playback.timeline().millis(TimelineEvent.FIRST_PLAYED).orElseThrow());
    }

    @Test
    void ignoresChunkBoundaries() throws Exception {
        short[] ramp = TestAudio.ramp(RATE_HZ);
        byte[] bytes = TestAudio.bytes(ramp);
        Random random = new Random(1);
        Playback playback = player.say("hello");
        FakeSpeechStream stream = speech.next();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
            stream.send(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        stream.end();
        playback.join();
        assertThat(sink.playedSamples()).isEqualTo(ramp);
    }

    @Test
    void playsUtteranceShorterThanPrefill() throws Exception {
        Playback playback = player.say("a");
        speech.next().send(TestAudio.ramp(5)).end();
        assertThat(playback.join().audioFrames()).isEqualTo(5);
        assertThat(sink.playedSamples()).isEqualTo(TestAudio.ramp(5));
    }

    @Test
    void failsEmptyStreamWithoutMarkingFirstPlayed() throws Exception {
        Playback playback = player.say("a");
        speech.next().end();
        assertThatThrownBy(playback::join).isInstanceOf(DecodeException.class);
        assertThat(playback.timeline().nanos(TimelineEvent.FIRST_PLAYED)).isEmpty();
    }

    @Test
    void requestsDocumentedDefaults() throws Exception {
        player.say("hello");
        SpeechRequest request = speech.next().request();
        assertThat(request.text()).isEqualTo("hello");
        assertThat(request.outputFormat()).isEqualTo(OutputFormat.PCM_24000);
        assertThat(request.modelId()).isEqualTo("eleven_flash_v2_5");
    }

    @Test
    void marksTimelineInOrder() throws Exception {
        Playback playback = player.say("hello");
        speech.next().send(TestAudio.ramp(RATE_HZ)).end();
        playback.join();
        long firstPcm = nanos(playback, TimelineEvent.FIRST_PCM);
        long firstPlayed = nanos(playback, TimelineEvent.FIRST_PLAYED);
        assertThat(firstPcm).isNotNegative().isLessThanOrEqualTo(firstPlayed);
        assertThat(nanos(playback, TimelineEvent.END)).isGreaterThanOrEqualTo(firstPlayed);
    }

    private static long nanos(Playback playback, TimelineEvent event) {
        return playback.timeline().nanos(event).orElseThrow();
    }

    @Test
    void playsInCallOrderRegardlessOfArrival() throws Exception {
        Playback first = player.say("first");
        Playback second = player.say("second");
        FakeSpeechStream firstStream = speech.next();
        FakeSpeechStream secondStream = speech.next();
        short[] ramp = TestAudio.ramp(2000);
        secondStream.send(Arrays.copyOfRange(ramp, 1000, 2000)).end();
        speech.settle();
        firstStream.send(Arrays.copyOf(ramp, 1000)).end();
        first.join();
        second.join();
        assertThat(sink.playedSamples()).isEqualTo(ramp);
    }

    @Test
    void holdsWaitingStreamUntilItsTurn() throws Exception {
        player.say("first");
        Playback second = player.say("second");
        FakeSpeechStream firstStream = speech.next();
        FakeSpeechStream secondStream = speech.next();
        secondStream.send(TestAudio.ramp(5 * RATE_HZ)).end();
        secondStream.awaitHold();
        firstStream.end();
        assertThat(second.join().audioFrames()).isEqualTo(5 * RATE_HZ);
        assertThat(sink.playedSamples()).isEqualTo(TestAudio.ramp(5 * RATE_HZ));
    }

    @Test
    void rejectsUndecodableFormatBeforeRequest() {
        SpeechRequest request = SpeechRequest.builder("a")
                .outputFormat(OutputFormat.parse("quux_8000"))
                .build();
        assertThatThrownBy(() -> player.say(request))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("quux_8000");
        assertThat(speech.requests()).isZero();
    }

    @Test
    void playsAudioBeforeTruncationThenFails() throws Exception {
        TruncatedAudioException truncation = new TruncatedAudioException("connection lost", null, 2000);
        Playback playback = player.say("hello");
        speech.next().send(TestAudio.ramp(1000)).fail(truncation);
        assertThatThrownBy(playback::join).isSameAs(truncation);
        assertThat(sink.playedSamples()).isEqualTo(TestAudio.ramp(1000));
    }

    @Test
    void reportsEarlyFailureAndPlaysNextUtterance() throws Exception {
        EngineClosedException failure = new EngineClosedException("engine closed");
        Playback first = player.say("first");
        Playback second = player.say("second");
        speech.next().fail(failure);
        speech.next().send(TestAudio.ramp(1000)).end();
        assertThatThrownBy(first::join).isSameAs(failure);
        assertThat(second.join().audioFrames()).isEqualTo(1000);
    }

    @Test
    void passesOptionsToSourceWithTimelineOfPlayback() throws Exception {
        Playback usual = player.say("usual");
        FakeSpeechStream live = speech.next();
        assertThat(live.options().priority()).isEqualTo(Priority.LIVE);
        assertThat(live.options().timeline()).isSameAs(usual.timeline());
        live.send(TestAudio.ramp(10)).end();
        CallOptions later = CallOptions.DEFAULT.withPriority(Priority.PREFETCH).withHeader("traceparent", "00-1-2-01");
        Playback prepared = player.say(SpeechPlayer.defaultRequest("later"), QueuePosition.LAST, later);
        FakeSpeechStream stream = speech.next();
        assertThat(stream.options()).isEqualTo(later.withTimeline(prepared.timeline()));
        stream.send(TestAudio.ramp(10)).end();
        assertThat(prepared.join().audioFrames()).isEqualTo(10);
    }

    @Test
    void completesPlaybackOnExecutorOfCall() throws Exception {
        Executor own = task -> new Thread(task, "executor of the call").start();
        Playback playback =
                player.say(SpeechPlayer.defaultRequest("a"), QueuePosition.LAST, CallOptions.DEFAULT.withExecutor(own));
        CompletableFuture<String> thread = playback.completion()
                .thenApply(result -> Thread.currentThread().getName())
                .toCompletableFuture();
        speech.next().send(TestAudio.ramp(10)).end();
        assertThat(thread.get(30, TimeUnit.SECONDS)).isEqualTo("executor of the call");
    }

    @Test
    void refusesTimelineOfCaller() {
        CallOptions started = CallOptions.DEFAULT.withTimeline(CallOptions.startTimeline());
        assertThatThrownBy(() -> player.say(SpeechPlayer.defaultRequest("a"), QueuePosition.LAST, started))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("timeline");
    }

    @Test
    void playsNextUtteranceAfterSourceRefusal() throws Exception {
        RecordingSink own = RecordingSink.selfRunning(100);
        boolean[] refusing = {true};
        try (SpeechPlayer choosy = SpeechPlayer.builder((request, handler, options) -> {
                    if (refusing[0]) {
                        throw new EngineClosedException("engine closed");
                    }
                    return speech.stream(request, handler, options);
                })
                .sink(own)
                .open()) {
            Playback refused = choosy.say("a");
            assertThatThrownBy(refused::join).isInstanceOf(EngineClosedException.class);
            refusing[0] = false;
            Playback playback = choosy.say("b");
            speech.next().send(TestAudio.ramp(100)).end();
            assertThat(playback.join().audioFrames()).isEqualTo(100);
        }
    }

    @Test
    void reopensSinkForOtherFormat() throws Exception {
        Playback first = player.say("first");
        speech.next().send(TestAudio.ramp(100)).end();
        assertThat(first.join().format().sampleRateHz()).isEqualTo(RATE_HZ);
        Playback second = player.say(SpeechRequest.builder("second")
                .outputFormat(OutputFormat.PCM_16000)
                .build());
        speech.next().send(TestAudio.ramp(200)).end();
        assertThat(second.join().format().sampleRateHz()).isEqualTo(16_000);
        assertThat(sink.format().sampleRateHz()).isEqualTo(16_000);
        assertThat(sink.playedSamples()).hasSize(300);
    }

    @Test
    void storesUtterancesOfTwoFormatsInOneFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("two.wav");
        try (SpeechPlayer storing =
                SpeechPlayer.builder(speech).sink(new WavFileSink(file)).open()) {
            Playback first = storing.say("first");
            Playback second = storing.say(SpeechRequest.builder("second")
                    .outputFormat(OutputFormat.PCM_16000)
                    .build());
            speech.next().send(TestAudio.ramp(RATE_HZ)).end();
            speech.next().send(TestAudio.ramp(16_000)).end();
            assertThat(first.join().audioFrames()).isEqualTo(RATE_HZ);
            assertThat(second.join().audioFrames()).isEqualTo(16_000);
        }
        int headerBytes = 44;
        assertThat(file).hasSize(headerBytes + 2 * 2 * RATE_HZ);
    }

    @Test
    void runsCompletionDependentsThatBlockOnPlayer() throws Exception {
        Playback first = player.say("first");
        CompletableFuture<PlaybackResult> both = first.completion()
                .thenApply(result -> player.say("second").join())
                .toCompletableFuture();
        speech.next().send(TestAudio.ramp(100)).end();
        speech.next().send(TestAudio.ramp(100)).end();
        assertThat(both.get(30, TimeUnit.SECONDS).audioFrames()).isEqualTo(100);
    }

    @Test
    void playsThroughSinkWithUnlimitedBuffer() throws Exception {
        try (SpeechPlayer silent =
                SpeechPlayer.builder(speech).sink(new NullSink()).open()) {
            Playback playback = silent.say("hello");
            speech.next().send(TestAudio.ramp(20 * RATE_HZ)).end();
            assertThat(playback.join().audioFrames()).isEqualTo(20 * RATE_HZ);
        }
    }
}
