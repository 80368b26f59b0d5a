package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.MediaFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The start of a call's stream, as the carrier reports it. Immutable.
 *
 * @param callId the carrier's id of the call; null if it sends none, as Vonage does
 * @param streamId the carrier's id of the stream; null if it sends none
 * @param incoming format of the caller's voice; null if it is none of {@link MediaFormat}
 * @param outgoing format of the audio to send
 * @param parameters values that the application passed to the carrier, such as the custom parameters of TwiML, and for
 *     some carriers the numbers of the call
 */
public record CallStart(
        @Nullable String callId,
        @Nullable String streamId,
        @Nullable MediaFormat incoming,
        MediaFormat outgoing,
        Map<String, String> parameters) {
    /** Copies the parameters. */
    public CallStart {
        Objects.requireNonNull(outgoing, "outgoing");
        parameters = Map.copyOf(parameters);
    }

    /** Omits the parameters, which may hold a secret. */
    @Override
    public String toString() {
        return "CallStart[callId=" + callId + ", streamId=" + streamId + ", outgoing=" + outgoing + "]";
    }
}
