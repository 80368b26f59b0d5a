package dev.parlando.benchmarks.rig.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A program that responds to requests as defined by their {@link ResponseScript}, over TLS on loopback. It prints its port and
 * the file with the certificate to trust, then a result for each {@link Command} on stdin. It exits when stdin ends.
 *
 * <p>Threading: its single event loop serves requests and owns the connections. The main thread reads commands.
 */
final class ScriptedServer {
    private static final int MAX_STREAMS = 1000;

    /** The commands of the server. */
    enum Command {
        /** Prints the number of connections accepted so far. */
        ACCEPTED,
        /** Sends GOAWAY on every connection that has not had one, and prints the number of these connections. */
        GO_AWAY,
        /** Cuts the busiest connection, and prints the number of its unfinished responses. */
        CUT
    }

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Set<ServerConnection> connections = new LinkedHashSet<>();
    private int accepted;

    private ScriptedServer() {}

    /** Serves until stdin ends. */
    public static void main(String[] args) throws Exception {
        ServerCertificate certificate = ServerCertificate.make();
        Path pem = Files.createTempFile("benchmark-ca", ".pem");
        Files.writeString(pem, certificate.pem());
        ScriptedServer server = new ScriptedServer();
        System.out.println(server.listen(certificate.context()) + " " + pem);
        server.execute();
        Files.delete(pem);
        System.exit(0);
    }

    private int listen(SslContext tls) {
        Channel listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        serve(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private void serve(Channel channel) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(MAX_STREAMS))
                .build();
        channel.pipeline().addLast(codec);
        ServerConnection connection = new ServerConnection(channel.pipeline().context(codec));
        channel.pipeline().addLast(new Http2MultiplexHandler(new ChannelInitializer<Http2StreamChannel>() {
            @Override
            protected void initChannel(Http2StreamChannel stream) {
                stream.pipeline().addLast(new ScriptedResponseHandler(connection));
            }
        }));
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                ctx.close(); // A client that exits may reset its connection.
            }
        });
        accepted++;
        connections.add(connection);
        channel.closeFuture().addListener(closed -> connections.remove(connection));
    }

    private void execute() throws IOException, InterruptedException {
        EventLoop loop = (EventLoop) loops.next();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = commands.readLine()) != null) {
            Command command = Command.valueOf(line);
            System.out.println(loop.submit(() -> execute(command)).sync().getNow());
        }
    }

    private int execute(Command command) {
        return switch (command) {
            case ACCEPTED -> accepted;
            case GO_AWAY -> goAway();
            case CUT -> cut();
        };
    }

    private int goAway() {
        int notified = 0;
        for (ServerConnection connection : connections) {
            if (!connection.hasSentGoAway()) {
                connection.goAway();
                notified++;
            }
        }
        return notified;
    }

    private int cut() {
        ServerConnection busiest = connections.stream()
                .max(Comparator.comparingInt(ServerConnection::unfinished))
                .orElse(null);
        if (busiest == null) {
            return 0;
        }
        int unfinished = busiest.unfinished();
        busiest.reset();
        return unfinished;
    }
}
