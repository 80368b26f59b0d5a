package dev.parlando.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventLoopsTest {
    private static Channel connect(EventLoops loops, ServerSocket server) {
        return new Bootstrap()
                .group(loops.group())
                .channel(NioSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(server.getLocalSocketAddress())
                .syncUninterruptibly()
                .channel();
    }

    @Test
    void closesChannelsOfIdleLoop() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EventLoops loops = new EventLoops("test-io", 1);
            Channel channel = connect(loops, server);
            loops.close();
            assertThat(channel.isOpen()).isFalse();
        }
    }

    @Test
    void closesChannelsOfLoopThatRunsTasksWhenItsShutdownBegins() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EventLoops loops = new EventLoops("test-io", 1);
            Channel channel = connect(loops, server);
            CountDownLatch running = new CountDownLatch(1);
            channel.eventLoop().execute(() -> {
                running.countDown();
                while (!loops.group().isShuttingDown()) {
                    Thread.onSpinWait();
                }
            });
            running.await();
            loops.close();
            assertThat(channel.isOpen()).isFalse();
            loops.close(); // Does nothing.
        }
    }
}
