package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.NullSink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test for commands that arrive while the sink itself waits and consumes the wake-up of the playback thread. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WakeUpTest {
    @Test
    void appliesPauseRequestedWhileDeviceOpens() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch wished = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        NullSink nowhere = new NullSink();
        AudioSink sink = new AudioSink() {
            @Override
            public PcmFormat open(PcmFormat wanted) {
                opening.countDown();
                awaitUninterruptibly(wished);
                LockSupport.parkNanos(1); // Consumes the unpark permit, as a sink that waits for its driver does.
                return nowhere.open(wanted);
            }

            @Override
            public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
                return nowhere.write(samples, offsetAudioFrames, audioFrames);
            }

            @Override
            public void discard() {}

            @Override
            public long positionAudioFrames() {
                return nowhere.positionAudioFrames();
            }

            @Override
            public int bufferAudioFrames() {
                return nowhere.bufferAudioFrames();
            }

            @Override
            public void close() {}
        };
        try (FakeSpeechSource speech = new FakeSpeechSource();
                SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            player.addListener(new PlaybackListener() {
                @Override
                public void onStateChanged(Playback playback, PlaybackState from, PlaybackState to) {
                    if (to == PlaybackState.PAUSED) {
                        paused.countDown();
                    }
                }
            });
            Playback playback = player.say("hello");
            opening.await();
            playback.pause();
            wished.countDown();
            assertThat(paused.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
