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
        for (int i = 0; i < 100; i++) {
            PlaybackException lost = catchThrowableOfType(PlaybackException.class, () -> playing.write(BURST, 0, 480));
            if (lost != null) {
                assertThat(lost.retryable()).isTrue();
                return lost;
            }
            system.pass(10);
        }
        throw new AssertionError("the loss was not noticed");
    }

    private void playsAgain(LineSink lost, String device) {
        long before = millisNow();
        lost.open(MONO);
        assertThat(millisNow() - before).isLessThan(1000);
        assertThat(lost.name()).contains("'" + device + "'");
        assertThat(lost.write(BURST, 0, 480)).isEqualTo(480);
        assertThat(system.line().bytes).hasSize(960);
    }

    @Test
    void aDeviceThatTakesNothingIsLost() {
        sink.open(MONO);
        system.line().takesBytes = 0;
        assertThat(loss(sink)).hasMessageContaining("'A' was lost").hasMessageContaining("no longer accepts");
        assertThat(system.line().isOpen()).isFalse();
        playsAgain(sink, "A");
    }

    @Test
    void aLineThatWasClosedUnderItIsLost() {
        sink.open(MONO);
        system.line().close();
        system.line().takesBytes = 0;
        assertThat(loss(sink)).hasMessageContaining("closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "position"})
    void aCallThatDoesNotReturnIsALossWithinASecond(String call) {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        system.line().hangsIn = call;
        long before = millisNow();
        assertThat(loss(sink)).hasMessageContaining("'A' was lost: its driver does not answer");
        assertThat(millisNow() - before).isLessThan(700);
        playsAgain(sink, "A");
    }

    @Test
    void aFlushThatDoesNotReturnIsALossAndWhatWasHeardIsTold() {
        sink.open(MONO);
        sink.write(MUCH, 0, 4800);
        system.pass(100);
        system.line().hangsIn = "flush";
        assertThatThrownBy(sink::discard)
                .isInstanceOfSatisfying(PlaybackException.class, lost -> assertThat(lost.retryable())
                        .isTrue())
                .hasMessageContaining("does not answer");
        playsAgain(sink, "A");
    }

    @Test
    void aHangingFlushOnlyMakesTheNextRunOpenAnotherLine() {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        system.line().hangsIn = "flush";
        playsAgain(sink, "A");
        assertThat(system.lines).hasSize(2);
    }

    @Test
    void aLineThatStandsStillIsLostAndThePositionIsWhereItStopped() {
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
    void aLineThatStoodStillAndCaughtUpIsEmptyAndGoesOn() {
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
    void aLineThatNeverTellsItsPositionIsNotLost() {
        system.onOpen = line -> line.plays = false;
        sink.open(MONO);
        for (int i = 0; i < 200; i++) {
            sink.write(BURST, 0, 480);
            system.pass(10);
        }
        assertThat(sink.positionAudioFrames()).isPositive();
    }

    @Test
    void aLineThatWaitedLongForTheNextSoundIsNotLost() {
        sink.open(MONO);
        for (int i = 0; i < 5; i++) {
            assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
            system.pass(3000);
        }
        assertThat(sink.positionAudioFrames()).isEqualTo(5 * 480);
    }

    @Test
    void afterALossAnotherDeviceWillDoIfTheDefaultHangsOrIsBusy() {
        sink.open(MONO);
        system.line().takesBytes = 0;
        loss(sink);
        system.hanging.add("A");
        playsAgain(sink, "B");

        system.line().takesBytes = 0;
        loss(sink);
        system.hanging.clear();
        system.busy.add("A");
        playsAgain(sink, "B");
    }

    @Test
    void aDeviceThatWasChosenIsReplacedByTheDefaultOnlyAfterALoss() {
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
        playsAgain(named, "A");
    }

    @Test
    void whenNothingCanBeOpenedAfterALossItMayBeTriedAgain() {
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
        playsAgain(sink, "A");
    }

    @Test
    void anOpeningThatHangsIsNotRepeatedButTakenWhenItReturns() {
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
        playsAgain(sink, "A");
        assertThat(system.openings)
                .filteredOn(opening -> opening.startsWith("A"))
                .hasSize(3);
    }

    @Test
    void anOpeningThatHungIsGivenUpWhenTheSinkIsClosed() {
        system.hanging.add("A");
        system.busy.add("B");
        assertThatThrownBy(() -> sink.open(MONO)).hasMessageContaining("does not answer");
        sink.close();
        system.hanging.clear();
        system.unhang();
        assertThat(system.lines).isEmpty();
    }
}
