// The peer by GEOS: a tree of boxes over the indexed point-in-area locators, both of its C++ library.
// Usage: geos_peer AREAS POINTS; AREAS has a number and then WKB behind its length, POINTS pairs of doubles.
// Says "ready SECONDS" when both are made, and for every line it is given "SECONDS FILE": seconds of processor for all points, and where it wrote their owners.

#include <geos/algorithm/locate/IndexedPointInAreaLocator.h>
#include <geos/geom/Coordinate.h>
#include <geos/geom/Envelope.h>
#include <geos/geom/Geometry.h>
#include <geos/geom/GeometryFactory.h>
#include <geos/index/strtree/TemplateSTRtree.h>
#include <geos/io/WKBReader.h>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

using geos::algorithm::locate::IndexedPointInAreaLocator;
using geos::geom::Coordinate;
using geos::geom::Envelope;
using geos::geom::Geometry;

namespace {

double processorSeconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

std::vector<char> contentOf(const char* file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Peer {
public:
    explicit Peer(std::vector<std::unique_ptr<Geometry>> areas) : areas_(std::move(areas)), tree_(10, areas_.size()) {
        for (std::size_t i = 0; i < areas_.size(); i++) {
            tree_.insert(*areas_[i]->getEnvelopeInternal(), static_cast<int>(i));
            locators_.push_back(std::make_unique<IndexedPointInAreaLocator>(*areas_[i]));
            Coordinate any(*areas_[i]->getCoordinate());
            locators_.back()->locate(&any);
        }
        tree_.build();
    }

    int owner(double x, double y) {
        Coordinate point(x, y);
        Envelope box(point);
        int least = -1;
        tree_.query(box, [&](int i) {
            if ((least < 0 || i < least) && locators_[i]->locate(&point) != geos::geom::Location::EXTERIOR) {
                least = i;
            }
            return true;
        });
        return least;
    }

private:
    std::vector<std::unique_ptr<Geometry>> areas_;
    std::vector<std::unique_ptr<IndexedPointInAreaLocator>> locators_;
    geos::index::strtree::TemplateSTRtree<int> tree_;
};

}  // namespace

int main(int, char** files) {
    auto factory = geos::geom::GeometryFactory::create();
    geos::io::WKBReader reader(*factory);
    std::vector<char> bytes = contentOf(files[1]), pairs = contentOf(files[2]);
    std::vector<std::unique_ptr<Geometry>> areas;
    for (std::size_t at = sizeof(std::int32_t); at < bytes.size();) {
        std::int32_t length = *reinterpret_cast<std::int32_t*>(&bytes[at]);
        at += sizeof length;
        areas.push_back(reader.read(reinterpret_cast<unsigned char*>(&bytes[at]), length));
        at += length;
    }

    double start = processorSeconds();
    Peer peer(std::move(areas));
    std::printf("ready %.9f\n", processorSeconds() - start);
    std::fflush(stdout);
    const double* points = reinterpret_cast<double*>(pairs.data());
    std::vector<std::int32_t> owners(pairs.size() / (2 * sizeof(double)));
    for (std::string file; std::getline(std::cin, file);) {
        start = processorSeconds();
        for (std::size_t i = 0; i < owners.size(); i++) {
            owners[i] = peer.owner(points[2 * i], points[2 * i + 1]);
        }
        double seconds = processorSeconds() - start;
        std::ofstream(file, std::ios::binary).write(reinterpret_cast<char*>(owners.data()), owners.size() * sizeof(std::int32_t));
        std::printf("%.9f %s\n", seconds, file.c_str());
        std::fflush(stdout);
    }
    return 0;
}
