package dev.agentledger.server.idempotency;

import dev.agentledger.server.http.LedgerPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** What a request was answered with, as far as a repetition must say the same. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, HttpHeaders headers, byte[] body) {

  private static final List<String> KEPT =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.LOCATION,
          HttpHeaders.ETAG,
          HttpHeaders.LAST_MODIFIED,
          HttpHeaders.LINK,
          HttpHeaders.ALLOW,
          LedgerPosition.HEADER,
          "Preference-Applied");

  private static final int REJECTED_FOR_NOW = 429;

  /** What counts of an answer that goes out with these headers. */
  static Answer of(HttpStatusCode status, HttpHeaders all, byte[] body) {
    var headers = new HttpHeaders();
    KEPT.forEach(name -> all.getOrEmpty(name).forEach(value -> headers.add(name, value)));
    return new Answer(status.value(), headers, body);
  }

  /**
   * Whether the answer stands for ever. One that depends on the moment or on the rights of the
   * caller does not: the next attempt may fare better.
   */
  boolean stands() {
    return status < 500 && status != 401 && status != 403 && status != REJECTED_FOR_NOW;
  }

  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(status);
      out.writeInt(headers.headerSet().stream().mapToInt(h -> h.getValue().size()).sum());
      for (var header : headers.headerSet()) {
        for (var value : header.getValue()) {
          out.writeUTF(header.getKey());
          out.writeUTF(value);
        }
      }
      out.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static Answer fromBytes(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var status = in.readInt();
      var headers = new HttpHeaders();
      for (var left = in.readInt(); left > 0; left--) {
        headers.add(in.readUTF(), in.readUTF());
      }
      return new Answer(status, headers, in.readAllBytes());
    } catch (IOException corrupt) {
      throw new UncheckedIOException(corrupt);
    }
  }
}
