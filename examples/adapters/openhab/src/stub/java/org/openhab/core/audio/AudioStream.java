package org.openhab.core.audio;

import java.io.InputStream;

/** Signature of openHAB. */
public abstract class AudioStream extends InputStream {
    public abstract AudioFormat getFormat();
}
