package dev.parlando.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.internal.timing.Allocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteBufChunkTest {
    private static final int PIECES = 1000;
    private static final int PIECE_BYTES = 160;
    /** An allocator without the leak detector, which allocates for each access. */
    private static final ByteBufAllocator UNTRACKED = new UnpooledByteBufAllocator(true, true);

    private final ByteBuf data = Unpooled.directBuffer().writeBytes(new byte[] {1, 2, 3, 4, 5});
    private final HandlerInvoker.ByteBufChunk chunk = new HandlerInvoker.ByteBufChunk();

    ByteBufChunkTest() {
        chunk.attach(data);
    }

    @AfterEach
    void assertReferenceCountUnchanged() {
        assertThat(data.refCnt()).isEqualTo(1);
        data.release();
        assertThat(data.refCnt()).isZero();
    }

    private static ByteBuffer allocate(boolean direct, int capacity) {
        return direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
    }

    @Test
    void readsIntoAnArrayPieceByPiece() {
        byte[] target = new byte[8];
        assertThat(chunk.read(target, 2, 3)).isEqualTo(3);
        assertThat(target).containsExactly(0, 0, 1, 2, 3, 0, 0, 0);
        assertThat(chunk.remaining()).isEqualTo(2);
        assertThat(chunk.read(target, 0, 8)).isEqualTo(2);
        assertThat(target).startsWith(4, 5, 1);
        assertThat(chunk.read(target, 0, 8)).isZero();
    }

    @Test
    void rejectsInvalidArrayRangeWithoutConsuming() {
        assertThatThrownBy(() -> chunk.read(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(chunk.remaining()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsIntoABufferFromItsPositionToItsLimit(boolean direct) {
        ByteBuffer target = allocate(direct, 8).position(1).limit(4);
        assertThat(chunk.read(target)).isEqualTo(3);
        assertThat(target.position()).isEqualTo(4);
        assertThat(target.limit()).isEqualTo(4);
        assertThat(target.clear()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 0, 0, 0, 0}));
        assertThat(chunk.remaining()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allocatesNothingForPiecesOfABuffer(boolean direct) {
        ByteBuf pieces = UNTRACKED.directBuffer().writeZero(PIECES * PIECE_BYTES);
        ByteBuffer target = allocate(direct, 2 * PIECE_BYTES).limit(PIECE_BYTES);
        chunk.attach(pieces);

        long bytes = Allocation.leastBytes(() -> {
            pieces.readerIndex(0);
            while (chunk.remaining() > 0) {
                chunk.read(target.position(0));
            }
        });

        assertThat(bytes).isZero();
        assertThat(pieces.release()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsIntoASliceWithAnOffset(boolean direct) {
        ByteBuffer whole = allocate(direct, 8);
        ByteBuffer slice = whole.slice(3, 5).position(1);
        assertThat(chunk.read(slice)).isEqualTo(4);
        assertThat(whole).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 1, 2, 3, 4}));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsNothingIntoAFullBufferOrWhenNothingRemains(boolean direct) {
        assertThat(chunk.read(allocate(direct, 0))).isZero();
        assertThat(chunk.remaining()).isEqualTo(5);
        assertThat(chunk.read(allocate(direct, 9))).isEqualTo(5);
        assertThat(chunk.read(allocate(direct, 9))).isZero();
    }

    @Test
    void rejectsReadOnlyBufferWithoutConsuming() {
        ByteBuffer readOnly = ByteBuffer.allocate(4).asReadOnlyBuffer();
        assertThatThrownBy(() -> chunk.read(readOnly)).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(chunk.remaining()).isEqualTo(5);
        assertThat(readOnly.position()).isZero();
    }

    @Test
    void copiesRemainingBytesIntoIndependentBuffer() {
        chunk.read(new byte[2], 0, 2);
        ByteBuffer copy = chunk.toByteBuffer();
        data.setByte(2, 9);
        assertThat(copy).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4, 5}));
        assertThat(chunk.remaining()).isZero();
    }

    @Test
    void isEmptyAfterDetach() {
        chunk.detach();
        assertThat(chunk.remaining()).isZero();
        assertThat(chunk.read(new byte[4], 0, 4)).isZero();
        assertThat(chunk.read(ByteBuffer.allocate(4))).isZero();
        assertThat(chunk.toByteBuffer().remaining()).isZero();
        assertThat(data.readableBytes()).isEqualTo(5);
    }
}
