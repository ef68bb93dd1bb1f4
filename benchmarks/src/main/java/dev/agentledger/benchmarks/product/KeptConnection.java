package dev.agentledger.benchmarks.product;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/**
 * One connection on which a lane of the load posts the same again and again, by HTTP/1.1.
 *
 * <p>Load and program share the processors, of which the JDK's client took about a tenth.
 */
final class KeptConnection implements AutoCloseable {

  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream answers;

  private KeptConnection(Socket socket) throws IOException {
    this.socket = socket;
    answers = new BufferedInputStream(socket.getInputStream());
  }

  static KeptConnection to(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    return new KeptConnection(socket);
  }

  /**
   * A request to be posted.
   *
   * @param headers each with its end of line
   */
  static byte[] request(String path, String headers, String body) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(path, headers, body.getBytes(UTF_8).length, body)
        .getBytes(UTF_8);
  }

  /**
   * The body of the answer.
   *
   * @throws IOException when there is none, or it is none of success
   */
  String post(byte[] request) throws IOException {
    var out = socket.getOutputStream();
    out.write(request);
    out.flush();
    var status = line();
    var length = 0;
    for (var header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    var body = new String(answers.readNBytes(length), UTF_8);
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException("%s: %s".formatted(status, body));
    }
    return body;
  }

  private String line() throws IOException {
    var line = new StringBuilder(80);
    for (var next = answers.read(); next != '\n'; next = answers.read()) {
      if (next < 0) {
        throw new EOFException("The program closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
