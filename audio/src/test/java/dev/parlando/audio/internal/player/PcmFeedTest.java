package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.ScriptedDecoder;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.fault.BytesChunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechResult;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests for the feed between the ring thread and the playback thread: hold, resumption, end of stream and malformed
 * streams.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PcmFeedTest {
    private static final int RATE_HZ = 24_000;
    private static final SpeechResult COMPLETE = new SpeechResult(null, 0, 0, false);

    private final FakeSpeechSource speech = new FakeSpeechSource();

    @AfterEach
    void close() {
        speech.close();
    }

    @Test
    void holdsStreamOnceQueueIsFull() {
        PcmFeed feed = new PcmFeed(new ScriptedDecoder(), new NoOpFeedListener());
        ByteBuffer chunk = ByteBuffer.wrap(TestAudio.bytes(TestAudio.ramp(2 * RATE_HZ)));
        assertThat(feed.onChunk(new BytesChunk(chunk))).isEqualTo(ChunkAction.HOLD);
        assertThat(feed.isHeld()).isTrue();
        assertThat(feed.isHalfEmpty()).isFalse();
        assertThat(chunk.position() / 2).isBetween(RATE_HZ / 2, RATE_HZ);
    }

    /** Otherwise a playback thread that had just emptied the queue would sleep forever while the stream is held. */
    @Test
    void wakesPlaybackThreadAfterMarkingStreamHeld() {
        AtomicReference<@Nullable PcmFeed> feed = new AtomicReference<>();
        AtomicBoolean sawHeld = new AtomicBoolean();
        feed.set(new PcmFeed(new ScriptedDecoder(), new NoOpFeedListener() {
            @Override
            public void onDataAvailable() {
                sawHeld.set(Objects.requireNonNull(feed.get()).isHeld());
            }
        }));
        ByteBuffer chunk = ByteBuffer.wrap(TestAudio.bytes(TestAudio.ramp(2 * RATE_HZ)));
        Objects.requireNonNull(feed.get()).onChunk(new BytesChunk(chunk));
        assertThat(sawHeld).isTrue();
    }

    /** A long packet decodes into several blocks, and the next packet may arrive much later. */
    @Test
    void decodesAllBlocksOfLastByteImmediately() {
        PcmFeed feed = new PcmFeed(new ScriptedDecoder().withBlocks(3), new NoOpFeedListener());

        feed.onChunk(new BytesChunk(ByteBuffer.wrap(new byte[2])));

        assertThat(feed.decodedMillis()).isEqualTo(3 * 1000.0 / RATE_HZ);
    }

    @Test
    void deliversEverySampleOfHeldStream() {
        short[] ramp = TestAudio.ramp(RATE_HZ);
        byte[] bytes = TestAudio.bytes(ramp);
        PcmFeed feed = new PcmFeed(new ScriptedDecoder(), new NoOpFeedListener());
        short[] heard = new short[ramp.length];
        int count = 0;
        for (int at = 0; at < bytes.length; at += 700) {
            ByteBuffer chunk = ByteBuffer.wrap(bytes, at, Math.min(700, bytes.length - at));
            while (feed.onChunk(new BytesChunk(chunk)) == ChunkAction.HOLD) {
                assertThat(chunk.hasRemaining())
                        .as("an empty chunk is not offered again")
                        .isTrue();
                count = readOnce(feed, heard, count);
            }
        }
        feed.onEnd(COMPLETE);
        int before;
        do {
            before = count;
            count = readOnce(feed, heard, count);
        } while (count > before);
        assertThat(heard).isEqualTo(ramp);
    }

    private static int readOnce(PcmFeed feed, short[] heard, int count) {
        short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
        int samples = Math.max(0, feed.read(block, 480));
        System.arraycopy(block, 0, heard, count, samples);
        return count + samples;
    }

    /** One resumption is enough, even if it comes before the engine has seen the HOLD that it ends. */
    @Test
    void continuesWhenResumedBeforeHold() throws Exception {
        int total = 3 * RATE_HZ;
        RecordingSink sink = RecordingSink.manual(100);
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            Playback playback = player.say("hello");
            FakeSpeechStream stream = speech.next()
                    .resumedBeforeHold(1)
                    .send(TestAudio.ramp(total))
                    .end();
            stream.awaitHold();
            for (int taken = 0; taken < total; taken += 1200) {
                sink.awaitWritten(Math.min(total, taken + 2400));
                sink.advance(1200);
            }
            assertThat(playback.join().audioFrames()).isEqualTo(total);
            assertThat(sink.playedSamples()).isEqualTo(TestAudio.ramp(total));
            assertThat(stream.resumptions()).isPositive();
        }
    }

    /** A sink without a clock empties the queue while the ring thread finds it full. */
    @Test
    void losesNoWakeUpWhenQueueDrainsFast() throws Exception {
        try (SpeechPlayer player =
                SpeechPlayer.builder(speech).sink(new NullSink()).open()) {
            for (int i = 0; i < 200; i++) {
                Playback playback = player.say("hello");
                speech.next()
                        .send(TestAudio.ramp(50_000))
                        .send(TestAudio.ramp(3))
                        .end();
                assertThat(playback.join().audioFrames()).isEqualTo(50_003);
            }
        }
    }
}
