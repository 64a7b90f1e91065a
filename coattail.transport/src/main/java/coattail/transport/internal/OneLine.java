// SPDX-License-Identifier: Apache-2.0
package coattail.transport.internal;

import java.net.ConnectException;
import java.security.cert.CertificateException;

/** A failure in one line. */
final class OneLine {
    private OneLine() {}

    static String of(Throwable failure) {
        var told = failure;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                // TLS wraps what the check of a certificate said.
                told = cause;
            }
        }
        var message = told.getMessage();
        if (message == null || message.isBlank()) {
            return told.getClass().getSimpleName();
        }
        if (told instanceof ConnectException && message.startsWith("Connection refused")) {
            return "nobody listens there (connection refused)";
        }
        // What the other side had a part in mustn't shape our log.
        return message.strip().replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
    }
}
