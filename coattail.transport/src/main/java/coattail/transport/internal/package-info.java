// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes over Apache MINA and TLS 1.3. What runs on which thread is written in docs/concurrency.md.
 *
 * <p>From the outside in: {@code MinaTransport} is the service; {@code Admission} decides who gets as far as TLS;
 * {@code Dial} finds and reaches an address; {@code TlsConnection} ties a MINA session, a {@code TlsChannel} and a
 * handler together; {@code TlsChannel} is TLS itself and knows neither sockets nor threads.
 */
package coattail.transport.internal;
