// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's TLS is particular about whose objects keys and certificates are; this shows that it takes ours. */
class TlsIdentityTest {
    @TempDir
    Path folder;

    @Test
    void theJdksTlsTakesTheIdentityInBothRoles() throws Exception {
        InstanceKeys listener = open("listener");
        InstanceKeys dialler = open("dialler");
        var threads = Executors.newSingleThreadExecutor();
        try (var server = (SSLServerSocket)
                context(listener).getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setNeedClientAuth(true);
            server.setSoTimeout(10_000);
            var seen = threads.submit(() -> {
                try (var accepted = (SSLSocket) server.accept()) {
                    accepted.setSoTimeout(10_000);
                    accepted.startHandshake();
                    accepted.getOutputStream().write(accepted.getInputStream().read());
                    return accepted.getSession()
                            .getPeerCertificates()[0]
                            .getPublicKey()
                            .getEncoded();
                }
            });
            try (var socket = (SSLSocket)
                    context(dialler).getSocketFactory().createSocket(server.getInetAddress(), server.getLocalPort())) {
                socket.setSoTimeout(10_000);
                socket.startHandshake();
                socket.getOutputStream().write(42);
                assertEquals(42, socket.getInputStream().read());
                assertEquals("TLSv1.3", socket.getSession().getProtocol());
                byte[] shown = socket.getSession()
                        .getPeerCertificates()[0]
                        .getPublicKey()
                        .getEncoded();
                assertArrayEquals(listener.spki(), shown);
                assertTrue(listener.pin().matches(shown));
            }
            assertArrayEquals(dialler.spki(), seen.get(10, TimeUnit.SECONDS));
        } finally {
            threads.shutdownNow();
        }
    }

    private InstanceKeys open(String name) {
        return InstanceKeys.open(folder.resolve(name), Optional.empty(), Clock.systemUTC(), new SecureRandom());
    }

    private static SSLContext context(InstanceKeys keys) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("identity", keys.tls().key(), new char[0], new X509Certificate[] {
            keys.tls().certificate()
        });
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(managers.getKeyManagers(), new TrustManager[] {new AcceptAll()}, new SecureRandom());
        return context;
    }

    /** What is compared here is the key, after the handshake. */
    private static final class AcceptAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            assertEquals(1, chain.length);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            assertEquals(1, chain.length);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
