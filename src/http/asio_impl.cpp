// The bodies of Asio and Beast, compiled here once instead of in every file that includes them (CMakeLists.txt defines
// BOOST_ASIO_SEPARATE_COMPILATION and its sister of Beast for this module and all that link it).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
