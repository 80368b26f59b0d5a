package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests of the TCP keep-alive on platforms that lack its times. ConnectorTest tests the sockets. */
class TcpKeepAliveTest {
    @Test
    void enablesKeepAliveWithoutTimesOfOwn() {
        Bootstrap bootstrap = new Bootstrap();
        TcpKeepAlive.of(Set.of(StandardSocketOptions.SO_LINGER, StandardSocketOptions.TCP_NODELAY))
                .applyTo(bootstrap);
        assertThat(bootstrap.config().options()).isEqualTo(Map.of(ChannelOption.SO_KEEPALIVE, true));
    }
}
