package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.fault.ServerTls;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Timeouts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a busy TLS connection needs little memory: it decodes while the socket is read without a pause. */
class TlsReadBufferTest {
    private static final int READ_BYTES = 64 * 1024;
    private static final int READS = 100;
    private static final Origin HTTPS = Origin.of(URI.create("https://127.0.0.1"));

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    @Test
    void dropsDecryptedBytesAfterEachRead(@TempDir Path folder) throws Exception {
        X509Bundle identity = ServerTls.loopback().buildSelfSigned();
        Path trusted = Files.writeString(folder.resolve("ca.pem"), identity.getCertificatePEM());
        ConnectSettings settings = new ConnectSettings(HTTPS, null, trusted, null, Timeouts.DEFAULT);
        EmbeddedChannel client = channel(ClientTls.of(settings).newHandler(allocator, HTTPS, Runnable::run));
        EmbeddedChannel server = channel(SslContextBuilder.forServer(identity.toKeyManagerFactory())
                .build()
                .newHandler(allocator));
        while (move(client, server) + move(server, client) > 0) {}
        assertThat(client.pipeline().get(SslHandler.class).handshakeFuture().isSuccess())
                .isTrue();

        ByteBuf bytes = encrypted(server, READS * READ_BYTES);
        long before = allocator.metric().usedDirectMemory();
        long most = 0;
        while (bytes.isReadable()) {
            ByteBuf read = allocator.directBuffer(READ_BYTES);
            read.writeBytes(bytes, Math.min(READ_BYTES, bytes.readableBytes()));
            client.writeOneInbound(read); // No end of the read follows, as on a socket that always has more.
            client.releaseInbound();
            most = Math.max(most, allocator.metric().usedDirectMemory() - before);
        }
        bytes.release();
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();

        assertThat(most).isLessThanOrEqualTo(4 * READ_BYTES);
    }

    private EmbeddedChannel channel(ChannelHandler handler) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(handler);
        return channel;
    }

    private ByteBuf encrypted(EmbeddedChannel server, int bytes) {
        ByteBuf all = Unpooled.buffer();
        for (int sent = 0; sent < bytes; sent += READ_BYTES) {
            server.writeOutbound(allocator.directBuffer(READ_BYTES).writeZero(READ_BYTES));
            ByteBuf record;
            while ((record = server.readOutbound()) != null) {
                all.writeBytes(record);
                record.release();
            }
        }
        return all;
    }

    private static int move(EmbeddedChannel from, EmbeddedChannel to) {
        int moved = 0;
        ByteBuf bytes;
        while ((bytes = from.readOutbound()) != null) {
            moved += bytes.readableBytes();
            to.writeInbound(bytes);
        }
        from.runPendingTasks();
        return moved;
    }
}
