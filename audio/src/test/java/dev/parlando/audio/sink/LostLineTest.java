package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests all known kinds of device loss. */
class LostLineTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final short[] BURST = new short[480];
    private static final short[] MUCH = new short[24_000];

    private final FakeSoundSystem system = new FakeSoundSystem("A", "B");
    private final LineSink sink = sink(null);

    private LineSink sink(@Nullable String device) {
        return new LineSink(device, 500, system, system.time, system::thread);
    }

    private long millisNow() {
        return TimeUnit.NANOSECONDS.toMillis(system.time.nanoTime());
    }

    /** Writes until the loss is reported, and returns it. */
    private PlaybackException loss(LineSink playing) {
        for (int i = 0; i < 400; i++) {
            PlaybackException lost = catchThrowableOfType(PlaybackException.class, () -> playing.write(BURST, 0, 480));
            if (lost != null) {
                assertThat(lost.retryable()).isTrue();
                return lost;
            }
            system.pass(10);
        }
        throw new AssertionError("the loss was not noticed");
    }

    private void assertPlaysAgain(LineSink lost, String device) {
        long before = millisNow();
        lost.open(MONO);
        assertThat(millisNow() - before).isLessThan(1000);
        assertThat(lost.name()).contains("'" + device + "'");
        assertThat(lost.write(BURST, 0, 480)).isEqualTo(480);
        assertThat(system.line().bytes).hasSize(960);
    }

    @Test
    void reportsLossIfDeviceAcceptsNoSamples() {
        sink.open(MONO);
        system.line().takesBytes = 0;
        assertThat(loss(sink)).hasMessageContaining("'A' was lost").hasMessageContaining("no longer accepts");
        assertThat(system.line().isOpen()).isFalse();
        assertPlaysAgain(sink, "A");
    }

    @Test
    void reportsLossIfLineIsClosedExternally() {
        sink.open(MONO);
        system.line().close();
        system.line().takesBytes = 0;
        assertThat(loss(sink)).hasMessageContaining("closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "position"})
    void reportsLossWithinOneSecondIfCallHangs(String call) {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        system.line().hangsIn = call;
        long before = millisNow();
        assertThat(loss(sink)).hasMessageContaining("'A' was lost: its driver does not answer");
        assertThat(millisNow() - before).isLessThan(700);
        assertPlaysAgain(sink, "A");
    }

    @Test
    void reportsLossIfFlushHangs() {
        sink.open(MONO);
        sink.write(MUCH, 0, 4800);
        system.pass(100);
        system.line().hangsIn = "flush";
        assertThatThrownBy(sink::discard)
                .isInstanceOfSatisfying(PlaybackException.class, lost -> assertThat(lost.retryable())
                        .isTrue())
                .hasMessageContaining("does not answer");
        assertPlaysAgain(sink, "A");
    }

    @Test
    void opensNewLineForNextRunIfFlushHangs() {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        system.line().hangsIn = "flush";
        assertPlaysAgain(sink, "A");
        assertThat(system.lines).hasSize(2);
    }

    @Test
    void keepsLineIfListOfDevicesTakesLong() {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        system.pass(2000);
        system.listingHangs = true;
        sink.open(MONO);
        system.pass(1000);
        assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
        system.listingHangs = false;
        system.unhang();
        system.pass(50);
        assertThat(sink.positionAudioFrames()).isEqualTo(480);
        assertThat(system.lines).hasSize(1);
    }

    @Test
    void reportsLossIfListOfDevicesHangs() {
        sink.open(MONO);
        system.pass(2000);
        system.listingHangs = true;
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        system.pass(3000);
        assertThat(loss(sink)).hasMessageContaining("does not answer");
        system.listingHangs = false;
        assertPlaysAgain(sink, "A");
    }

    @Test
    void reportsLossAtStoppedPositionIfLineStalls() {
        sink.open(MONO);
        sink.write(MUCH, 0, 12_000);
        system.pass(200);
        system.line().standStill();
        long stopped = system.line().getLongFramePosition();
        assertThat(loss(sink)).hasMessageContaining("does not advance");
        assertThat(sink.positionAudioFrames()).isBetween(stopped, stopped + 60 * 24);
    }

    /** The position is then one buffer ahead of the range that is plausible to the clock. */
    @Test
    void continuesAfterStalledLineCatchesUp() {
        sink.open(MONO);
        sink.write(MUCH, 0, 12_000);
        system.pass(200);
        system.line().standStill();
        system.pass(150);
        assertThat(sink.write(MUCH, 0, 12_000)).isLessThan(12_000);
        system.line().catchUp();
        system.pass(150);
        assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
        for (int i = 0; i < 100; i++) {
            sink.write(BURST, 0, 480);
            system.pass(20);
        }
        assertThat(system.lines).hasSize(1);
    }

    @Test
    void toleratesLineWithoutPositionUpdates() {
        system.onOpen = FakeLine::standStill;
        sink.open(MONO);
        for (int i = 0; i < 200; i++) {
            sink.write(BURST, 0, 480);
            system.pass(10);
        }
        assertThat(sink.positionAudioFrames()).isPositive();
    }

    @Test
    void toleratesLongIdleTimeOfLine() {
        sink.open(MONO);
        for (int i = 0; i < 5; i++) {
            assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
            system.pass(3000);
        }
        assertThat(sink.positionAudioFrames()).isEqualTo(5 * 480);
    }

    @Test
    void fallsBackAfterLossIfDefaultHangsOrIsBusy() {
        sink.open(MONO);
        system.line().takesBytes = 0;
        loss(sink);
        system.hanging.add("A");
        assertPlaysAgain(sink, "B");

        system.line().takesBytes = 0;
        loss(sink);
        system.hanging.clear();
        system.busy.add("A");
        assertPlaysAgain(sink, "B");
    }

    @Test
    void replacesChosenDeviceByDefaultOnlyAfterLoss() {
        system.busy.add("B");
        LineSink named = sink("B");
        assertThatThrownBy(() -> named.open(MONO))
                .isInstanceOfSatisfying(PlaybackException.class, failure -> assertThat(failure.retryable())
                        .isFalse())
                .hasMessageContaining("'B' is busy or gone");
        system.busy.clear();
        named.open(MONO);
        system.line().takesBytes = 0;
        loss(named);
        system.busy.add("B");
        assertPlaysAgain(named, "A");
    }

    @Test
    void reportsRetryableErrorIfReopeningFailsAfterLoss() {
        sink.open(MONO);
        system.line().takesBytes = 0;
        loss(sink);
        system.busy.add("A");
        system.busy.add("B");
        assertThatThrownBy(() -> sink.open(MONO))
                .isInstanceOfSatisfying(PlaybackException.class, failure -> assertThat(failure.retryable())
                        .isTrue())
                .hasMessageContaining("'A' is busy or gone");
        system.busy.clear();
        assertPlaysAgain(sink, "A");
    }

    @Test
    void doesNotRepeatHangingOpenUntilItReturns() {
        sink.open(MONO);
        system.line().takesBytes = 0;
        loss(sink);
        system.hanging.add("A");
        system.busy.add("B");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> sink.open(MONO)).hasMessageContaining("does not answer");
        }
        assertThat(system.openings)
                .filteredOn(opening -> opening.startsWith("A"))
                .hasSize(2);
        system.hanging.clear();
        system.unhang();
        assertPlaysAgain(sink, "A");
        assertThat(system.openings)
                .filteredOn(opening -> opening.startsWith("A"))
                .hasSize(3);
    }

    @Test
    void abandonsHangingOpenOnClose() {
        system.hanging.add("A");
        system.busy.add("B");
        assertThatThrownBy(() -> sink.open(MONO)).hasMessageContaining("does not answer");
        sink.close();
        system.hanging.clear();
        system.unhang();
        assertThat(system.lines).isEmpty();
    }
}
