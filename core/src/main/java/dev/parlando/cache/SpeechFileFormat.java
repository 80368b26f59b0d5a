package dev.parlando.cache;

import dev.parlando.internal.cache.StoredSpeech;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The format of a file with speech: a header with the version, the time, the length and a CRC-32C checksum, and a body
 * that may be encrypted with AES-GCM. The checksum also covers the name of the file, so that renamed files are detected.
 *
 * <p>Immutable.
 */
final class SpeechFileFormat {
    /** Length of the header, in bytes. */
    static final int HEADER_BYTES = 25;

    /** Changes with the format. */
    private static final byte[] VERSION = "PARLSPE2".getBytes(StandardCharsets.US_ASCII);

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String SUFFIX = ".speech";

    private final @Nullable SecretKey key;
    private final SecureRandom random = new SecureRandom();

    SpeechFileFormat(@Nullable SecretKey key) {
        this.key = key;
    }

    /** Returns the name of the file for an identity: a digest, which a key makes unpredictable. */
    String fileName(String identity) {
        SecretKey secret = key;
        return (secret == null ? identity : keyedDigest(secret, identity)) + SUFFIX;
    }

    static boolean isFileName(String name) {
        return name.endsWith(SUFFIX);
    }

    private static String keyedDigest(SecretKey secret, String identity) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getEncoded(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(("file name " + identity).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }

    /** Returns the content of a file. */
    byte[] encode(String name, StoredSpeech speech) throws IOException {
        byte[] plain = SpeechBody.encode(speech);
        byte[] header = ByteBuffer.allocate(VERSION.length + 1 + Long.BYTES)
                .put(VERSION)
                .put((byte) (key == null ? 0 : 1))
                .putLong(speech.createdMillis())
                .array();
        byte[] body = key == null ? plain : encrypt(key, name, header, plain);
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .put(header)
                .putInt(body.length)
                .putInt(checksum(name, header, body, 0))
                .put(body)
                .array();
    }

    /** Returns the speech in a file. Returns null, and counts it, if its content is not complete and valid. */
    @Nullable
    StoredSpeech decode(String name, byte[] file, LongAdder broken) {
        try {
            return decode(name, file);
        } catch (IOException | RuntimeException invalid) {
            broken.increment();
            return null;
        }
    }

    /**
     * Returns the speech in a file.
     *
     * @throws IOException if the content is not complete and valid
     */
    StoredSpeech decode(String name, byte[] file) throws IOException {
        if (file.length < HEADER_BYTES) {
            throw new IOException("the header is not complete");
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        byte[] header = new byte[VERSION.length + 1 + Long.BYTES];
        in.get(header);
        int length = in.getInt();
        int checksum = in.getInt();
        if (!Arrays.equals(header, 0, VERSION.length, VERSION, 0, VERSION.length)
                || length != in.remaining()
                || checksum != checksum(name, header, file, HEADER_BYTES)) {
            throw new IOException("the version, the length or the checksum does not match");
        }
        boolean encrypted = header[VERSION.length] == 1;
        if (encrypted != (key != null)) {
            throw new IOException("the file is " + (encrypted ? "" : "not ") + "encrypted");
        }
        long createdMillis = ByteBuffer.wrap(header).getLong(VERSION.length + 1);
        return key == null
                ? SpeechBody.decode(createdMillis, file, HEADER_BYTES)
                : SpeechBody.decode(createdMillis, decrypt(key, name, header, file), 0);
    }

    /** Returns a checksum against damage, not against forgery, which only the encryption detects. */
    private static int checksum(String name, byte[] header, byte[] data, int offset) {
        CRC32C checksum = new CRC32C();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        checksum.update(header);
        checksum.update(data, offset, data.length - offset);
        return (int) checksum.getValue();
    }

    private byte[] encrypt(SecretKey secret, String name, byte[] header, byte[] plain) throws IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, secret, nonce, name, header, plain, 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    private static byte[] decrypt(SecretKey secret, String name, byte[] header, byte[] file) throws IOException {
        int start = HEADER_BYTES + NONCE_BYTES;
        if (file.length < start) {
            throw new IOException("the body is not complete");
        }
        byte[] nonce = Arrays.copyOfRange(file, HEADER_BYTES, start);
        return crypt(Cipher.DECRYPT_MODE, secret, nonce, name, header, file, start);
    }

    private static byte[] crypt(
            int mode, SecretKey secret, byte[] nonce, String name, byte[] header, byte[] data, int offset)
            throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(secret.getEncoded(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
            cipher.updateAAD(header);
            return cipher.doFinal(data, offset, data.length - offset);
        } catch (GeneralSecurityException otherKey) {
            throw new IOException("the body cannot be encrypted or decrypted with the key", otherKey);
        }
    }
}
