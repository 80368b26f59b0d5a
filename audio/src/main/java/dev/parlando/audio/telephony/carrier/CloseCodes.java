package dev.parlando.audio.telephony.carrier;

/** Status codes of close frames (RFC 6455, section 7.4). */
final class CloseCodes {
    static final int NORMAL = 1000;
    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;
    static final int INVALID_PAYLOAD = 1007;
    static final int INTERNAL_ERROR = 1011;

    private CloseCodes() {}
}
