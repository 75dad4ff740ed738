// TLS with a certificate made on the spot.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "http/server.h"
#include "obs/request_id.h"

namespace anwang::http {
namespace {

// Writes a self-signed certificate and its key as PEM.
void make_certificate(const std::string& certificate_file, const std::string& key_file) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> cert(X509_new(), X509_free);
  X509_gmtime_adj(X509_getm_notBefore(cert.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(cert.get()), 3600);
  X509_set_pubkey(cert.get(), key.get());
  X509_NAME* name = X509_get_subject_name(cert.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(cert.get(), name);
  ASSERT_GT(X509_sign(cert.get(), key.get(), EVP_sha256()), 0);
  const auto write = [](const std::string& path, const auto& put) {
    FILE* file = std::fopen(path.c_str(), "wb");
    ASSERT_NE(file, nullptr);
    put(file);
    std::fclose(file);
  };
  write(certificate_file, [&](FILE* f) { PEM_write_X509(f, cert.get()); });
  write(key_file, [&](FILE* f) { PEM_write_PrivateKey(f, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

// The whole answer to one GET, or "" when no session could be made with the given highest version.
std::string get_over_tls(std::uint16_t port, int highest_version) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), highest_version);
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new_ssl_connect(context.get()), BIO_free_all);
  BIO_set_conn_hostname(bio.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
  if (BIO_do_connect(bio.get()) <= 0) return "";
  BIO_puts(bio.get(), "GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::string out;
  char chunk[4096];
  for (int n = 0; (n = BIO_read(bio.get(), chunk, sizeof chunk)) > 0;) out.append(chunk, static_cast<std::size_t>(n));
  return out;
}

TEST(Tls, ServesFrom12UpAndAddsHsts) {
  const auto dir = std::filesystem::temp_directory_path() / ("anwang_tls_" + obs::RequestId::make().str());
  std::filesystem::create_directories(dir);
  ServerConfig config;
  config.tls_certificate_file = dir / "cert.pem";
  config.tls_key_file = dir / "key.pem";
  config.address = "0.0.0.0";  // allowed, because it is TLS
  make_certificate(config.tls_certificate_file, config.tls_key_file);
  Router router;
  router.add({Method::get, "/x", "public"}, [](Request& r) {
    Response out;
    out.body = r.tls ? "secure" : "plain";
    return out;
  });
  obs::Registry metrics;
  Server server(config, std::move(router), metrics);
  const auto started = server.start();
  ASSERT_TRUE(started) << started.error().internal;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const std::string answer = get_over_tls(server.port(), version);
    EXPECT_TRUE(answer.ends_with("\r\n\r\nsecure")) << answer;
    EXPECT_NE(answer.find("strict-transport-security: max-age="), std::string::npos);
  }
  EXPECT_EQ(get_over_tls(server.port(), TLS1_1_VERSION), "");
  std::filesystem::remove_all(dir);
}

}  // namespace
}  // namespace anwang::http
