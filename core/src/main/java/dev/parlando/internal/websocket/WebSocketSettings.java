package dev.parlando.internal.websocket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of connections. Immutable.
 *
 * @param maxMessageBytes length of an incoming message, in one frame or several
 * @param writableBytes outgoing bytes above which a connection reports that it is not writable
 * @param maxPendingBytes outgoing bytes above which a connection fails
 * @param upgrade time from the TCP connection to the end of the upgrade, including TLS
 * @param stall time for which a connection may stay unwritable
 * @param close time for the peer's part of the closing handshake
 * @param silence time without any frame of the peer after which a connection fails; null for no limit
 * @param ping time without any frame of the peer after which a ping is sent; null for no pings
 */
public record WebSocketSettings(
        int maxMessageBytes,
        int writableBytes,
        int maxPendingBytes,
        Duration upgrade,
        Duration stall,
        Duration close,
        @Nullable Duration silence,
        @Nullable Duration ping) {
    /** 64 KiB per message, unwritable at 64 KiB, failed at 1 MiB, 10 s for an upgrade or a stall, 1 s for a close. */
    public static final WebSocketSettings DEFAULT = new WebSocketSettings(
            64 * 1024,
            64 * 1024,
            1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            null,
            null);

    /** Returns settings with other limits on the length of a message and on outgoing bytes. */
    public WebSocketSettings withBytes(int messageBytes, int bytesUntilUnwritable, int bytesUntilFailure) {
        return new WebSocketSettings(
                messageBytes, bytesUntilUnwritable, bytesUntilFailure, upgrade, stall, close, silence, ping);
    }

    /** Returns settings with other limits on the upgrade, on a stall, and on the closing handshake. */
    public WebSocketSettings withTimes(Duration upgradeLimit, Duration stallLimit, Duration closeLimit) {
        return new WebSocketSettings(
                maxMessageBytes, writableBytes, maxPendingBytes, upgradeLimit, stallLimit, closeLimit, silence, ping);
    }

    /** Returns settings with another limit on silence, and another time until a ping; null for none. */
    public WebSocketSettings withSilence(@Nullable Duration limit, @Nullable Duration untilPing) {
        return new WebSocketSettings(
                maxMessageBytes, writableBytes, maxPendingBytes, upgrade, stall, close, limit, untilPing);
    }
}
