package dev.parlando.audio.mix;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets several voices sound at once on one line; each gets a {@link MixerLane} to play on.
 *
 * <pre>{@code
 * try (Mixer mixer = Mixer.builder().build();
 *      SpeechPlayer guard = SpeechPlayer.builder(engine).sink(mixer.lane("guard")).open();
 *      SpeechPlayer radio = SpeechPlayer.builder(engine).sink(mixer.lane("radio", Ducking.of(-12))).open()) {
 *     guard.say("Who goes there?");
 *     radio.say("All units, report.");
 * }
 * }</pre>
 *
 * <p>Samples are added up; what is too loud for 16 bits is cut off, and a lane's gain helps.
 *
 * <p>Threading: safe from any thread. The thread {@code parlando-mix-n} uses the sink.
 */
public final class Mixer implements AutoCloseable {
    private final MixerState state;
    private final MixThread thread;
    private final int maxLanes;
    private final Map<String, MixerLane> lanes = new LinkedHashMap<>();
    private boolean closed;

    Mixer(AudioSink sink, PcmFormat format, int maxLanes, int maxActiveLanes, int aheadMillis, int laneBufferMillis) {
        this.maxLanes = maxLanes;
        thread = new MixThread(() -> new MixerState(sink, format, maxActiveLanes, aheadMillis, laneBufferMillis));
        state = thread.start();
    }

    /** Returns a builder with the default device, 48 kHz and one channel. */
    public static MixerBuilder builder() {
        return new MixerBuilder();
    }

    /**
     * Opens a lane that leaves the others as they are.
     *
     * @throws InvalidRequestException if the name is blank or in use, or there are as many lanes as there may be
     * @throws PlaybackException if the mixer is closed
     */
    public MixerLane lane(String name) {
        return open(name, null);
    }

    /**
     * Opens a lane that makes the others softer while it sounds.
     *
     * @throws InvalidRequestException if the name is blank or in use, or there are as many lanes as there may be
     * @throws PlaybackException if the mixer is closed
     */
    public MixerLane lane(String name, Ducking ducking) {
        return open(name, ducking);
    }

    private MixerLane open(String name, @Nullable Ducking ducking) {
        synchronized (lanes) {
            if (closed) {
                throw new PlaybackException("the mixer was closed", null);
            }
            check(name);
            MixerLane lane = new MixerLane(state, name, ducking, this::onLaneClosed);
            lanes.put(name, lane);
            return lane;
        }
    }

    private void check(String name) {
        if (name.isBlank()) {
            throw new InvalidRequestException("name", "a lane has one that is not blank");
        }
        if (lanes.containsKey(name)) {
            throw new InvalidRequestException("name", "lane '" + name + "' is open; close it first");
        }
        if (lanes.size() >= maxLanes) {
            throw new InvalidRequestException("maxLanes", maxLanes + " lanes are open; close one first");
        }
    }

    /** Returns the lanes that are open, in the order in which they were opened. */
    public List<MixerLane> lanes() {
        synchronized (lanes) {
            return List.copyOf(lanes.values());
        }
    }

    private void onLaneClosed(MixerLane lane) {
        synchronized (lanes) {
            lanes.remove(lane.laneName(), lane);
        }
    }

    /** Returns the format in which the lanes are mixed. */
    public PcmFormat format() {
        return state.format();
    }

    /**
     * Returns how often the device ran dry although there was something to mix, because this machine did not let the
     * mixing thread run; it keeps a little more ahead after each time.
     */
    public int underruns() {
        return state.underruns();
    }

    /** Silences and closes all lanes, and then the sink; whoever still plays on a lane gets a {@link PlaybackException}. */
    @Override
    public void close() {
        synchronized (lanes) {
            closed = true;
        }
        state.close();
        lanes().forEach(MixerLane::close);
        thread.awaitTermination();
    }
}
