package dev.parlando.internal.live.socket;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.internal.json.ServiceErrorMapper;
import dev.parlando.internal.websocket.WebSocketClose;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The errors of a WebSocket for live text, in the categories of those of HTTP. Stateless. */
final class SocketErrors {
    private SocketErrors() {}

    /** Returns the error for an error message of the service. */
    static ParlandoException ofMessage(byte[] json, @Nullable ApiKey key) {
        return ServiceErrorMapper.toSocketError(json, ErrorRedaction.of(key));
    }

    /** Returns the error for a connection that was closed before its contexts had ended. */
    static ParlandoException ofClose(WebSocketClose close, @Nullable ApiKey key) {
        if (close.error() != null) {
            return close.error();
        }
        String reason = close.reason();
        boolean refused =
                close.code() == WebSocketClose.POLICY_VIOLATION || close.code() == WebSocketClose.PROTOCOL_ERROR;
        if (refused && !reason.isEmpty()) {
            String code = reason.toLowerCase(Locale.ROOT).contains("quota") ? "quota_exceeded" : "";
            String json = "{\"message\":\""
                    + new String(JsonStringEncoder.getInstance().quoteAsString(reason)) + "\",\"error\":\"" + code
                    + "\"}";
            return ofMessage(json.getBytes(StandardCharsets.UTF_8), key);
        }
        return new TransportException(
                "the service closed the WebSocket with code " + close.code() + " before the speech was complete",
                null,
                RequestProgress.PROCESSED);
    }

    /** Returns the error for a message that is not JSON with valid audio. */
    static ParlandoException malformed() {
        return new UnexpectedResponseException("the service sent a malformed message on the WebSocket");
    }

    /** Returns the error of a connection that could not be opened, so that nothing was sent. A timeout remains one. */
    static ParlandoException notSent(ParlandoException error) {
        return error instanceof TransportException
                ? new TransportException(error.getMessage(), error, RequestProgress.NOT_SENT, error.timeoutPhase())
                : error;
    }

    /** Returns the error of an open connection that was lost, of which the text can be sent on another one. */
    static ParlandoException lost(ParlandoException error) {
        return error instanceof TransportException
                ? new TransportException(error.getMessage(), error, RequestProgress.NOT_SENT)
                : error;
    }

    /** Returns the error of a stream whose audio had begun. */
    static ParlandoException afterAudio(ParlandoException error, long receivedBytes) {
        if (receivedBytes == 0) {
            return error;
        }
        String message = "the audio broke off after " + receivedBytes + " bytes: " + error.getMessage();
        if (error instanceof TransportException) {
            return new TruncatedAudioException(message, error, receivedBytes, null, error.timeoutPhase());
        }
        return error instanceof RequestRejectedException rejection
                ? new UnexpectedResponseException(message, receivedBytes, rejection.error())
                : error;
    }
}
