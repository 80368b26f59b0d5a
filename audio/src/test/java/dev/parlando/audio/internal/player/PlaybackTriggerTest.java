package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.playback.PlaybackState;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests for every pair of a state and an event. */
class PlaybackTriggerTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            QUEUED,   DEQUEUED,   WAITING
            QUEUED,   STOP,       ENDED
            QUEUED,   FAIL,       FAILED
            WAITING,  READY,      PLAYING
            WAITING,  PAUSE,      PAUSED
            WAITING,  HOLD,       HELD
            WAITING,  STOP,       ENDED
            WAITING,  COMPLETED,  ENDED
            WAITING,  FAIL,       FAILED
            PLAYING,  UNDERRUN,   STARVED
            PLAYING,  PAUSE,      PAUSED
            PLAYING,  HOLD,       HELD
            PLAYING,  STOP,       STOPPING
            PLAYING,  COMPLETED,  ENDED
            PLAYING,  FAIL,       FAILED
            STARVED,  READY,      PLAYING
            STARVED,  PAUSE,      PAUSED
            STARVED,  HOLD,       HELD
            STARVED,  STOP,       ENDED
            STARVED,  COMPLETED,  ENDED
            STARVED,  FAIL,       FAILED
            PAUSED,   HOLD,       HELD
            PAUSED,   RESUME,     WAITING
            PAUSED,   STOP,       ENDED
            PAUSED,   COMPLETED,  ENDED
            PAUSED,   FAIL,       FAILED
            HELD,     RESUME,     WAITING
            HELD,     PAUSE,      PAUSED
            HELD,     STOP,       ENDED
            HELD,     COMPLETED,  ENDED
            HELD,     FAIL,       FAILED
            STOPPING, FADED_OUT,  ENDED
            STOPPING, COMPLETED,  ENDED
            STOPPING, FAIL,       FAILED
            """)
    void transitionsToNextState(PlaybackState state, PlaybackTrigger event, PlaybackState next) {
        assertThat(event.applyTo(state)).isEqualTo(next);
    }

    /** Events that are not in the table above have no effect. */
    @Test
    void allowsNoOtherTransition() {
        Map<PlaybackState, Integer> ways = new EnumMap<>(PlaybackState.class);
        for (PlaybackState state : PlaybackState.values()) {
            for (PlaybackTrigger event : PlaybackTrigger.values()) {
                ways.merge(state, event.applyTo(state) == state ? 0 : 1, Integer::sum);
            }
        }
        assertThat(ways)
                .isEqualTo(Map.of(
                        PlaybackState.QUEUED, 3,
                        PlaybackState.WAITING, 6,
                        PlaybackState.PLAYING, 6,
                        PlaybackState.STARVED, 6,
                        PlaybackState.PAUSED, 5,
                        PlaybackState.HELD, 5,
                        PlaybackState.STOPPING, 3,
                        PlaybackState.ENDED, 0,
                        PlaybackState.FAILED, 0));
    }

    @Property
    void neverLeavesFinalStates(@ForAll PlaybackTrigger event) {
        assertThat(event.applyTo(PlaybackState.ENDED)).isEqualTo(PlaybackState.ENDED);
        assertThat(event.applyTo(PlaybackState.FAILED)).isEqualTo(PlaybackState.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void classifiesDoneAndSuspendedStates(PlaybackState state) {
        assertThat(state.isDone()).isEqualTo(state == PlaybackState.ENDED || state == PlaybackState.FAILED);
        assertThat(state.isSuspended()).isEqualTo(state == PlaybackState.PAUSED || state == PlaybackState.HELD);
    }
}
