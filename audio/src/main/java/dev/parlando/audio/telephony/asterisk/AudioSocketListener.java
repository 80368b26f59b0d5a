package dev.parlando.audio.telephony.asterisk;

import dev.parlando.error.ParlandoException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A listener for the events of one {@link AudioSocketCall}. Every method does nothing by default.
 *
 * <p>Threading: the events of a call arrive in order, on a thread that is neither its leg's nor the server's. If the
 * listener is more than a second behind, the newest audio is dropped.
 */
public interface AudioSocketListener {
    /**
     * Called with audio of the caller.
     *
     * @param samples 16-bit samples in little-endian order, read-only and valid only during the call
     * @param sampleRateHz the sample rate of the channel, such as 8000
     */
    default void onAudio(ByteBuffer samples, int sampleRateHz) {}

    /** Called when the caller presses a key: 0 to 9, *, #, or A to D. */
    default void onDigit(char digit) {}

    /**
     * Called once when the call has ended. Its leg should be closed here.
     *
     * @param error null if either side hung up, otherwise the failure of the connection or of Asterisk
     */
    default void onEnd(@Nullable ParlandoException error) {}
}
