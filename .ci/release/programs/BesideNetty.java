import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.FullHttpRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import spoken.Spoken;

/**
 * A program that serves HTTP with its own version of Netty and speaks meanwhile. Its arguments are that version and the
 * arguments of {@link Spoken}.
 */
public final class BesideNetty {
    private BesideNetty() {}

    /** Starts the server, speaks, and sends a request to the server. */
    public static void main(String[] arguments) throws Exception {
        String found = Channel.class.getPackage().getImplementationVersion();
        if (!arguments[0].equals(found)) {
            throw new AssertionError("expected Netty " + arguments[0] + ", found " + found);
        }
        NioEventLoopGroup loops = new NioEventLoopGroup(1);
        try {
            Channel server = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ServerSetup())
                    .bind("127.0.0.1", 0)
                    .sync()
                    .channel();
            Spoken.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            int port = ((InetSocketAddress) server.localAddress()).getPort();
            String body = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            if (!body.equals(found)) {
                throw new AssertionError("the server sent " + body);
            }
        } finally {
            loops.shutdownGracefully().sync();
        }
    }

    /** The pipeline of a connection. */
    private static final class ServerSetup extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel connection) {
            connection.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(1024), new VersionHandler());
        }
    }

    /** A handler that sends the version of Netty. */
    private static final class VersionHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.OK,
                    Unpooled.copiedBuffer(
                            Channel.class.getPackage().getImplementationVersion(), StandardCharsets.UTF_8));
            HttpUtil.setContentLength(response, response.content().readableBytes());
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
