package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Tests of a connection to Redis as the system sees it. */
@Tag("fleet")
class RedisLinkTest {
    /** The kind of timer that the system shows for an idle connection with probes. */
    private static final String KEEP_ALIVE_TIMER = " 02:";

    private static final long TIMEOUT_MILLIS = 100;

    @Test
    void letsSystemNoticeDeadPeer() {
        try (RedisServer redis = RedisServer.start();
                RedisLink link = new RedisLink(FleetSettings.of(redis.uri(), "account"))) {
            link.call(Command.PING);
            String peer = String.format(Locale.ROOT, ":%04X 01 ", redis.uri().getPort());

            assertThat(connections().filter(each -> each.contains(peer)))
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each).contains(KEEP_ALIVE_TIMER));
        }
    }

    @Test
    void waitsLongerForMessageThanForReply() {
        try (RedisServer redis = RedisServer.start();
                RedisLink link =
                        new RedisLink(RedisSettings.of(redis.uri()).withTimeout(Duration.ofMillis(TIMEOUT_MILLIS)))) {
            link.subscribe("channel");
            CompletableFuture.delayedExecutor(3 * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> redis.call(Command.PUBLISH, "channel", "message"));

            assertThat(link.awaitMessage()).isEqualTo("message");
        }
    }

    private static Stream<String> connections() {
        return Stream.of("tcp", "tcp6").flatMap(name -> {
            try {
                return Files.readAllLines(Path.of("/proc/self/net", name)).stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
